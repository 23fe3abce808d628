import { utf8Bytes } from "../budget/tokens.ts";
import type { BeginTurn } from "../ports/turn-store.ts";
import { messageText } from "./message-text.ts";
import type { MessagePart } from "./message.ts";
import { partChars } from "./part-chars.ts";

interface Said {
  readonly role: "user" | "assistant";
  readonly parts: readonly MessagePart[];
}

interface Bounds extends Pick<BeginTurn["history"], "maxMessages" | "maxChars"> {
  /** Bound of all parts together, searches included, UTF-16 units. */
  readonly maxPartChars?: number;
}

/** What is left after a cut, as a share of each bound. */
const KEPT_SHARE = 0.5;

/**
 * Where the history begins: at `shown[0]` while everything fits, else where the newest messages take half of each bound. Half, so that the next
 * turns' prompts begin like this one and the provider can read them from its cache: a window that moves by a message each turn would never
 * match. The text counts in UTF-8 bytes, without the last question and the answer to continue: they always stay. The history begins with a
 * question.
 */
export function historyStart(shown: readonly Said[], bounds: Bounds): number {
  if (newestWithin(shown, bounds) === 0) return 0;
  const { maxMessages, maxChars, maxPartChars = Infinity } = bounds;
  const start = newestWithin(shown, {
    maxMessages: Math.ceil(maxMessages * KEPT_SHARE),
    maxChars: maxChars * KEPT_SHARE,
    maxPartChars: maxPartChars * KEPT_SHARE,
  });
  const question = shown.findIndex(({ role }, index) => index >= start && role === "user");
  return question < 0 ? shown.length - 1 : question;
}

/** Index of the oldest message from which on all fit. */
function newestWithin(shown: readonly Said[], { maxMessages, maxChars, maxPartChars = Infinity }: Bounds): number {
  let [bytes, chars] = [0, 0];
  const asked = shown.findLastIndex(({ role }) => role === "user");
  for (let index = shown.length - 1; index >= 0; index--) {
    const parts = shown[index]?.parts ?? [];
    if (index < asked) bytes += utf8Bytes(messageText(parts));
    chars += parts.reduce((sum, part) => sum + partChars(part), 0);
    const fits = shown.length - index <= maxMessages && bytes <= maxChars && chars <= maxPartChars;
    if (!fits && index < asked) return index + 1;
  }
  return 0;
}
