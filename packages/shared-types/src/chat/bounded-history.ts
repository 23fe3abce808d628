import type { MessagePart } from "./message.ts";
import { messageText } from "./message-text.ts";
import type { BeginTurn } from "../ports/turn-store.ts";

interface Said {
  readonly role: "user" | "assistant";
  readonly parts: readonly MessagePart[];
}

/** The newest messages that fit, oldest first; the last one always, and never an answer without its question in front. */
export function boundedHistory(shown: readonly Said[], bounds: BeginTurn["history"]) {
  const history: { readonly role: Said["role"]; readonly text: string }[] = [];
  let chars = 0;
  for (const { role, parts } of shown.slice(-bounds.maxMessages).reverse()) {
    const text = messageText(parts);
    chars += text.length;
    if (history.length > 0 && chars > bounds.maxChars) break;
    if (text !== "") history.unshift({ role, text });
  }
  while (history[0]?.role === "assistant") history.shift();
  return history;
}
