import type { MessagePart } from "./message.ts";
import { messageText } from "./message-text.ts";
import type { BeginTurn, EarlierSearch, HistoryMessage } from "../ports/turn-store.ts";

interface Said {
  readonly role: "user" | "assistant";
  readonly parts: readonly MessagePart[];
}

/** Most recent searches whose results are kept, for questions like "which of those is the cheapest?" */
const MAX_SEARCHES = 4;

/**
 * The newest messages that fit, oldest first. The last message is always included, and the history never starts with an answer. The results
 * of the last few searches stay with the answers they belong to.
 */
export function boundedHistory(shown: readonly Said[], bounds: BeginTurn["history"]): HistoryMessage[] {
  const history: HistoryMessage[] = [];
  let chars = 0;
  let searchesLeft = MAX_SEARCHES;
  for (const { role, parts } of shown.slice(-bounds.maxMessages).reverse()) {
    const text = messageText(parts);
    chars += text.length;
    if (history.length > 0 && chars > bounds.maxChars) break;
    const searches = searchesIn(parts).slice(0, searchesLeft);
    searchesLeft -= searches.length;
    if (searches.length > 0) history.unshift({ role, text, searches });
    else if (text !== "") history.unshift({ role, text });
  }
  while (history[0]?.role === "assistant") history.shift();
  return history;
}

function searchesIn(parts: readonly MessagePart[]): EarlierSearch[] {
  return parts.flatMap((part) => {
    if (!("state" in part) || part.state !== "output-available") return [];
    return [{ name: part.type.slice("tool-".length), input: part.input, result: part.output }];
  });
}
