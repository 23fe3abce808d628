import type { MessagePart } from "./message.ts";
import { messageText } from "./message-text.ts";
import type { EarlierSearch, HistoryMessage } from "../ports/turn-store.ts";

interface Said {
  readonly role: "user" | "assistant";
  readonly parts: readonly MessagePart[];
}

/** Most recent searches whose results are kept, for questions like "which of those is the cheapest?" */
const KEPT_SEARCHES = 4;
/** As with the text of a history, more are dropped at once, and then none for some turns: prompts keep their beginning. */
const MAX_SEARCHES = 8;

/**
 * The messages from `historyStart` on as the model is shown them, oldest first. The results of the last few searches stay with the answers they
 * belong to. An answer and its continuations are one message.
 */
export function boundedHistory(shown: readonly Said[]): HistoryMessage[] {
  const dropped = droppedSearches(shown);
  const history: HistoryMessage[] = [];
  let found = 0;
  for (const { role, parts } of shown) {
    const text = messageText(parts);
    const all = searchesIn(parts);
    const searches = all.slice(Math.max(0, dropped - found));
    found += all.length;
    const before = history.at(-1);
    if (role === "assistant" && before?.role === "assistant") {
      const both = [...(before.searches ?? []), ...searches];
      history[history.length - 1] = { role, text: before.text + text, ...(both.length > 0 ? { searches: both } : {}) };
    } else if (searches.length > 0) history.push({ role, text, searches });
    else if (text !== "") history.push({ role, text });
  }
  return history;
}

/** How many of the oldest searches are left out: decided at each question, as when it was asked. */
function droppedSearches(shown: readonly Said[]): number {
  let [found, dropped] = [0, 0];
  for (const { role, parts } of shown) {
    found += searchesIn(parts).length;
    if (role === "user" && found - dropped > MAX_SEARCHES) dropped = found - KEPT_SEARCHES;
  }
  return dropped;
}

function searchesIn(parts: readonly MessagePart[]): EarlierSearch[] {
  return parts.flatMap((part) => {
    if (!("state" in part) || part.state !== "output-available") return [];
    return [{ name: part.type.slice("tool-".length), input: part.input, result: part.output }];
  });
}
