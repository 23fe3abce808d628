import type { SharedPage } from "@sendcat/shared-types";

type Message = SharedPage["messages"][number];

/** An answer and its continuations as one message, with the ending of the last. */
export function joinedMessages(messages: readonly Message[]): readonly Message[] {
  const joined: Message[] = [];
  for (const message of messages) {
    const before = joined.at(-1);
    if (message.role === "assistant" && before?.role === "assistant")
      joined[joined.length - 1] = { ...message, text: before.text + message.text, extras: joinExtras(before, message) };
    else joined.push(message);
  }
  return joined;
}

function joinExtras(before: Message, after: Message): NonNullable<Message["extras"]> {
  return [...new Map([...(before.extras ?? []), ...(after.extras ?? [])].map((extra) => [extra.url, extra])).values()];
}
