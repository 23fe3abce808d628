import { ChatDisconnected, ChatRefusal, type SendcatTransport } from "@sendcat/chat-client";
import type { UIMessage, UIMessageChunk } from "ai";
import { describe, expect, it } from "vitest";
import { createConversation, type Conversation } from "./conversation.ts";
import { liveParts } from "./live-parts.ts";

type Reply = readonly UIMessageChunk[] | Error;

/** A service that answers each send or resume with the next reply, and records the turn ids. */
function scripted(replies: Reply[]): { conversation: Conversation; turnIds: string[] } {
  const turnIds: string[] = [];
  const answer = async ({ body }: { body?: object }): Promise<ReadableStream<UIMessageChunk>> => {
    turnIds.push(String(body && Reflect.get(body, "turnId")));
    const reply = replies.shift();
    if (!reply || reply instanceof Error) throw reply ?? new Error("no reply left");
    return new ReadableStream({
      start(controller) {
        for (const chunk of reply) controller.enqueue(chunk);
        controller.close();
      },
    });
  };
  const transport: SendcatTransport<UIMessage> = {
    sendMessages: answer,
    reconnectToStream: answer,
    stopTurn: async () => true,
    turnOf: () => null,
  };
  let count = 0;
  const newId = (): string => `id-${++count}`;
  return { conversation: createConversation({ threadId: "thread", transport, newId, now: () => 1_000 }), turnIds };
}

function text(messageId: string, delta: string, ...ending: UIMessageChunk[]): UIMessageChunk[] {
  return [
    { type: "start", messageId },
    { type: "text-start", id: "t0" },
    { type: "text-delta", id: "t0", delta },
    { type: "text-end", id: "t0" },
    ...ending,
  ];
}

const refusal = new ChatRefusal({
  error: { code: "rate_limited", message: "Wait.", retryAfterMs: 5_000 },
  status: 429,
  requestId: null,
});

function phase(conversation: Conversation): string | undefined {
  return conversation.state().turn?.phase;
}

describe("the live state of a thread", () => {
  it("keeps a refused question with its reason, and sends it again as a new turn", async () => {
    const { conversation, turnIds } = scripted([
      refusal,
      text("id-4-a", "Hi", { type: "finish", finishReason: "stop" }),
    ]);
    conversation.send("Hello", { model: undefined });
    await expect.poll(() => phase(conversation)).toBe("refused");
    expect(conversation.state().turn).toMatchObject({
      userMessage: { id: "id-1", text: "Hello" },
      error: { code: "rate_limited", retryAfterMs: 5_000 },
      errorAtMs: 1_000,
    });
    conversation.retry();
    await expect.poll(() => phase(conversation)).toBe("ended");
    expect(conversation.state().turn).toMatchObject({ userMessage: { id: "id-1" }, endedAs: "complete" });
    expect(turnIds).toEqual(["id-2", "id-4"]);
    expect(liveParts(conversation.chat.messages, conversation.state().turn)).toEqual([{ type: "text", text: "Hi" }]);
  });

  it("retries a lost turn under the same id, so that it is not answered or charged twice", async () => {
    const { conversation, turnIds } = scripted([
      new ChatDisconnected("id-2", null),
      text("id-2-a", "Hi", { type: "finish", finishReason: "stop" }),
    ]);
    conversation.send("Hello", { model: undefined });
    await expect.poll(() => phase(conversation)).toBe("lost");
    conversation.retry();
    await expect.poll(() => phase(conversation)).toBe("ended");
    expect(turnIds).toEqual(["id-2", "id-2"]);
  });

  it("shows the service's own error when an answer fails halfway, and keeps the text so far", async () => {
    const error = { code: "upstream_timeout", message: "Too long." };
    const { conversation } = scripted([
      text("id-2-a", "Half", { type: "data-error", data: error, transient: true }, { type: "error", errorText: "x" }),
    ]);
    conversation.send("Hello", { model: undefined });
    await expect.poll(() => phase(conversation)).toBe("ended");
    expect(conversation.state().turn).toMatchObject({ endedAs: "failed", error });
    expect(liveParts(conversation.chat.messages, conversation.state().turn)).toEqual([{ type: "text", text: "Half" }]);
  });

  it("distinguishes an answer that the user stopped from one whose worker died", async () => {
    const stopped = scripted([text("id-2-a", "Half", { type: "abort" })]).conversation;
    stopped.send("Hello", { model: undefined });
    await expect.poll(() => stopped.state().turn?.endedAs).toBe("stopped");
    const died: UIMessageChunk = { type: "data-interrupted", data: { textLength: 4 }, transient: true };
    const interrupted = scripted([text("id-2-a", "Half", died, { type: "abort" })]).conversation;
    interrupted.send("Hello", { model: undefined });
    await expect.poll(() => interrupted.state().turn?.endedAs).toBe("interrupted");
  });

  it("distinguishes an empty, a truncated, a filtered and a refused answer from a complete one", async () => {
    const empty: UIMessageChunk[] = [
      { type: "start", messageId: "id-2-a" },
      { type: "data-empty", data: {}, transient: true },
      { type: "error", errorText: "no answer" },
    ];
    const refused: UIMessageChunk = { type: "data-refused", data: {}, transient: true };
    const ends = [
      [empty, "empty"],
      [text("id-2-a", "Half", { type: "finish", finishReason: "length" }), "truncated"],
      [text("id-2-a", "Half", { type: "finish", finishReason: "content-filter" }), "filtered"],
      [text("id-2-a", "No.", refused, { type: "finish", finishReason: "content-filter" }), "refused"],
    ] as const;
    for (const [chunks, endedAs] of ends) {
      const { conversation } = scripted([chunks]);
      conversation.send("Hello", { model: undefined });
      await expect.poll(() => conversation.state().turn).toMatchObject({ phase: "ended", endedAs, error: null });
    }
  });

  it("asks for the rest of an answer in a turn of its own, and again when that was refused", async () => {
    const { conversation, turnIds } = scripted([
      refusal,
      text("id-3-a", "the rest", { type: "finish", finishReason: "stop" }),
    ]);
    conversation.goOn("t1-a", { model: undefined });
    await expect.poll(() => phase(conversation)).toBe("refused");
    conversation.retry();
    await expect.poll(() => phase(conversation)).toBe("ended");
    expect(conversation.state().turn).toMatchObject({ kind: "continue", continues: "t1-a", endedAs: "complete" });
    expect(turnIds).toEqual(["id-1", "id-3"]);
    expect(liveParts(conversation.chat.messages, conversation.state().turn)).toEqual([
      { type: "text", text: "the rest" },
    ]);
  });

  it("follows a turn of another tab, and drops it once its end is stored", async () => {
    const { conversation, turnIds } = scripted([text("turn-9-a", "Hi", { type: "finish", finishReason: "stop" })]);
    conversation.attach("turn-9");
    await expect.poll(() => phase(conversation)).toBe("ended");
    expect(turnIds).toEqual(["turn-9"]);
    conversation.settle();
    expect(conversation.state().turn).toBeNull();
  });
});
