import { isExtra } from "./is-extra.ts";
import type { MessagePart } from "./message.ts";

interface Said {
  readonly role: "user" | "assistant";
  readonly parts: readonly MessagePart[];
}

/** An answer and its continuations as one message, with the id and the ending of the last: only that one can be replaced or continued. */
export function joinContinuations<Message extends Said>(messages: readonly Message[]): Message[] {
  const joined: Message[] = [];
  for (const message of messages) {
    const before = joined.at(-1);
    if (message.role === "assistant" && before?.role === "assistant")
      joined[joined.length - 1] = { ...message, parts: joinParts(before.parts, message.parts) };
    else joined.push(message);
  }
  return joined;
}

/** The cut may be inside a word. Sources and pictures come after all text. */
function joinParts(before: readonly MessagePart[], after: readonly MessagePart[]): readonly MessagePart[] {
  const extras = new Map([...before, ...after].filter(isExtra).map((extra) => [extra.url, extra]));
  const [said, rest] = [before, after].map((parts) => parts.filter((part) => !isExtra(part)));
  return [...joinText(said ?? [], rest ?? []), ...extras.values()];
}

function joinText(before: readonly MessagePart[], after: readonly MessagePart[]): readonly MessagePart[] {
  const last = before.at(-1);
  const [first, ...rest] = after;
  if (last?.type !== "text" || first?.type !== "text") return [...before, ...after];
  return [...before.slice(0, -1), { type: "text", text: last.text + first.text }, ...rest];
}
