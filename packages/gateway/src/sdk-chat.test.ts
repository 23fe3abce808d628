import { Chat } from "@ai-sdk/react";
import { scriptedModel, stop, text, usage } from "@sendcat/port-contracts";
import type { ModelEvent } from "@sendcat/shared-types";
import { DefaultChatTransport, isTextUIPart, isToolUIPart, type UIMessage } from "ai";
import { describe, expect, it } from "vitest";
import { FAST_POLICY, world, type World } from "./testing/world.ts";

const hello = [
  [text("Hello "), text("Kingston")],
  [usage(42), stop],
] as const;
const half = [[text("half ")], "wait", [text("and whole")], [usage(42), stop]] as const;

/** A chat of the AI SDK with its own transport; its requests reach the gateway as they are. */
function chatOf(w: World, { id, messages = [] }: { readonly id?: string; readonly messages?: UIMessage[] } = {}) {
  const sent: unknown[] = [];
  const transport = new DefaultChatTransport<UIMessage>({
    api: "https://sendcat.test/api/chat",
    headers: { authorization: "Bearer alice" },
    fetch: async (input, init) => {
      const { signal, ...rest } = init ?? {};
      if (typeof rest.body === "string") sent.push(JSON.parse(rest.body));
      const response = await w.send(new URL(String(input)).pathname, rest);
      // The client's abort ends its reading, as a closed connection does.
      const abort = new TransformStream<Uint8Array, Uint8Array>();
      response.body?.pipeTo(abort.writable, signal ? { signal } : {}).catch(() => undefined);
      return response.body ? new Response(abort.readable, response) : response;
    },
  });
  return Object.assign(new Chat<UIMessage>({ ...(id ? { id } : {}), messages, transport }), { sent });
}

const said = (message: UIMessage | undefined): string =>
  (message?.parts ?? [])
    .filter(isTextUIPart)
    .map((part) => part.text)
    .join("");
const told = (chat: Chat<UIMessage>) => chat.messages.map((message) => said(message));
const stored = async (w: World, { id }: Chat<UIMessage>) => {
  const page = await w.store.threads.messages({ threadId: id, cursor: null, limit: 50 }, { token: "alice" });
  return (page?.items ?? [])
    .toReversed()
    .map(({ parts, status }) => [status, said({ id, role: "user", parts: parts as UIMessage["parts"] })]);
};
const problem = ({ error }: Chat<UIMessage>): unknown => JSON.parse(error?.message ?? "null");

describe("a chat of the AI SDK, with nothing of ours", () => {
  it("sends, streams and stores: the chat is the thread, and a second message continues it", async () => {
    const w = world(scriptedModel(hello));
    const chat = chatOf(w);
    await chat.sendMessage({ text: "A kettle?" });
    expect([chat.status, told(chat)]).toEqual(["ready", ["A kettle?", "Hello Kingston"]]);
    await chat.sendMessage({ text: "A cheaper one?" });
    expect(told(chat)).toEqual(["A kettle?", "Hello Kingston", "A cheaper one?", "Hello Kingston"]);
    expect(await stored(w, chat)).toEqual(told(chat).map((words) => ["complete", words]));
    expect(chat.sent[0]).toEqual({ id: chat.id, messages: [chat.messages[0]], trigger: "submit-message" });
  });

  it("regenerates the last answer, with and without naming it", async () => {
    const w = world(scriptedModel(hello));
    const chat = chatOf(w);
    await chat.sendMessage({ text: "A kettle?" });
    const first = chat.lastMessage?.id;
    await chat.regenerate();
    const second = chat.lastMessage?.id;
    await chat.regenerate(second ? { messageId: second } : {});
    expect([chat.status, told(chat)]).toEqual(["ready", ["A kettle?", "Hello Kingston"]]);
    expect(new Set([first, second, chat.lastMessage?.id]).size).toBe(3);
    expect(await stored(w, chat)).toEqual([
      ["complete", "A kettle?"],
      ["complete", "Hello Kingston"],
    ]);
  });

  it.each([
    ["answer", 1, {}],
    ["question", 0, {}],
    ["question that is the last one the client knows", 0, undefined],
  ])("says that an earlier %s cannot be regenerated, and changes nothing", async (_, at, named) => {
    const w = world(scriptedModel(hello));
    const chat = chatOf(w);
    await chat.sendMessage({ text: "A kettle?" });
    const known = chat.messages;
    for (let sent = 0; sent < 10; sent += 1) await chat.sendMessage({ text: "A cheaper one?" });
    const before = await stored(w, chat);
    if (!named) chat.messages = known;
    await chat.regenerate(named && { messageId: known[at]?.id ?? "" });
    expect(problem(chat)).toMatchObject({ error: { code: "conflict", scope: "message.last" } });
    expect(await stored(w, chat)).toEqual(before);
  });

  it("asks a refused question again with regenerate(), and shows our words for the refusal", async () => {
    const w = world(scriptedModel(hello));
    w.host.draining = true;
    const chat = chatOf(w);
    await chat.sendMessage({ text: "A kettle?" });
    expect(chat.status).toBe("error");
    expect(problem(chat)).toMatchObject({ error: { code: "capacity_saturated", message: expect.any(String) } });
    w.host.draining = false;
    await chat.regenerate();
    expect([chat.status, told(chat)]).toEqual(["ready", ["A kettle?", "Hello Kingston"]]);
  });

  it("sends a question again as the same turn, charged once", async () => {
    const w = world(scriptedModel(hello));
    const chat = chatOf(w);
    await chat.sendMessage({ text: "A kettle?" });
    const [question] = chat.messages;
    chat.messages = question ? [question] : [];
    await chat.sendMessage();
    expect(told(chat)).toEqual(["A kettle?", "Hello Kingston"]);
    expect(await (await w.post("/api/chat", chat.sent[0], "alice")).text()).toContain(chat.lastMessage?.id);
    expect(w.store.ledger).toHaveLength(1);
  });

  it("refuses to edit a sent question, and changes nothing", async () => {
    const model = scriptedModel(hello);
    const w = world(model);
    const chat = chatOf(w);
    for (let sent = 0; sent < 11; sent += 1) await chat.sendMessage({ text: `Question ${sent}?` });
    const [before, requests] = [await stored(w, chat), model.requests.length];
    const saved = chat.messages;
    expect([before.length, requests]).toEqual([22, 11]);
    for (const [at, words] of [
      [20, "A cheaper one?"],
      [18, "A cheaper one?"],
      [18, "Question 9?"],
      [0, "A cheaper one?"],
    ] as const) {
      chat.messages = saved;
      await chat.sendMessage({ text: words, messageId: saved[at]?.id ?? "" });
      const message = "A sent question cannot be edited through this API. Send a new message.";
      expect(problem(chat), `message ${at}`).toMatchObject({
        error: { code: "conflict", scope: "message.edit", message },
      });
      expect([await stored(w, chat), model.requests.length]).toEqual([before, requests]);
    }
    expect(w.store.ledger).toHaveLength(11);
  });

  it("does not stop an answer that is being written when its question is edited", async () => {
    const model = scriptedModel(half);
    const w = world(model);
    const chat = chatOf(w);
    const sending = chat.sendMessage({ text: "A kettle?" });
    await expect.poll(() => said(chat.lastMessage)).toBe("half ");
    const other = chatOf(w, { id: chat.id, messages: chat.messages.slice(0, 1) });
    await other.sendMessage({ text: "A cheaper one?", messageId: other.messages[0]?.id ?? "" });
    expect(problem(other)).toMatchObject({ error: { scope: "message.edit" } });
    model.release();
    await sending;
    expect(told(chat)).toEqual(["A kettle?", "half and whole"]);
  });

  it("regenerates the last answer also when it is the rest of an earlier one", async () => {
    const cut: ModelEvent = { type: "finish", reason: "length" };
    const w = world(
      scriptedModel(
        [[text("Duty on "), usage(40), cut]],
        [[text("phones"), usage(40), stop]],
        [[text("tablets"), usage(40), stop]],
      ),
    );
    const chat = chatOf(w);
    await chat.sendMessage({ text: "Duty?" });
    const body = {
      trigger: "continue-message",
      turnId: crypto.randomUUID(),
      threadId: chat.id,
      messageId: chat.lastMessage?.id,
    };
    await (await w.post("/api/chat", body, "alice")).text();
    await w.settled();
    await chat.regenerate();
    expect([chat.status, told(chat)]).toEqual(["ready", ["Duty?", "tablets"]]);
    expect(await stored(w, chat)).toEqual([
      ["complete", "Duty?"],
      ["truncated", "Duty on "],
      ["complete", "tablets"],
    ]);
  });

  it("stops reading with stop(), and its next message ends the old answer, wherever it is written", async () => {
    const model = scriptedModel(half);
    const w = world(model);
    const chat = chatOf(w);
    const sending = chat.sendMessage({ text: "A kettle?" });
    await expect.poll(() => said(chat.lastMessage)).toBe("half ");
    await chat.stop();
    await sending;
    expect(chat.status).toBe("ready");
    const next = chat.sendMessage({ text: "A cheaper one?" });
    await expect.poll(() => model.requests).toHaveLength(2);
    model.release();
    await next;
    expect(chat.error).toBeUndefined();
    expect(await stored(w, chat)).toEqual([
      ["complete", "A kettle?"],
      ["stopped", "half "],
      ["complete", "A cheaper one?"],
      ["complete", "half and whole"],
    ]);
  });

  it("resumes after a reload by the chat's id, and finds nothing to resume once the answer has ended", async () => {
    const model = scriptedModel(half);
    const w = world(model);
    const chat = chatOf(w);
    const sending = chat.sendMessage({ text: "A kettle?" });
    await expect.poll(() => said(chat.lastMessage)).toBe("half ");
    const reloaded = chatOf(w, { id: chat.id, messages: chat.messages.slice(0, 1) });
    const resuming = reloaded.resumeStream();
    await expect.poll(() => said(reloaded.lastMessage)).toBe("half ");
    model.release();
    await Promise.all([sending, resuming]);
    expect([told(reloaded), reloaded.status]).toEqual([["A kettle?", "half and whole"], "ready"]);
    await w.settled();
    await reloaded.resumeStream();
    expect(told(reloaded)).toEqual(["A kettle?", "half and whole"]);
    expect((await w.get(`/api/chat/${chat.id}/stream`, "bob")).status).toBe(204);
  });

  it("can be stopped for good by the chat's id, by its owner only", async () => {
    const model = scriptedModel(half);
    const w = world(model);
    const chat = chatOf(w);
    const sending = chat.sendMessage({ text: "A kettle?" });
    await expect.poll(() => said(chat.lastMessage)).toBe("half ");
    expect((await w.post(`/api/chat/${chat.id}/stop`, "", "bob")).status).toBe(404);
    const stopped = await w.post(`/api/chat/${chat.id}/stop`, "", "alice", w.elsewhere);
    expect(await stopped.json()).toMatchObject({ status: "stopping" });
    await sending;
    expect([chat.status, told(chat)]).toEqual(["ready", ["A kettle?", "half "]]);
  });

  it("shows a search as the SDK's own tool part, with its result", async () => {
    const input = { query: "duty on phones" };
    const call: ModelEvent = { type: "tool-call", callId: "c1", name: "search_web", input: JSON.stringify(input) };
    const asks: ModelEvent = { type: "finish", reason: "tool-calls" };
    const tools = { ...FAST_POLICY.tools, offered: ["search_web"], waitMs: 300 } as const;
    const w = world(scriptedModel([[call, asks]], hello), { ...FAST_POLICY, tools });
    const chat = chatOf(w);
    await chat.sendMessage({ text: "Duty on phones?" });
    const part = chat.lastMessage?.parts.find(isToolUIPart);
    expect(part).toMatchObject({ type: "tool-search_web", state: "output-available", input });
    await chat.sendMessage({ text: "And on tablets?" });
    expect([chat.status, told(chat).at(-1)]).toEqual(["ready", "Hello Kingston"]);
  });

  it("shows a provider's failure halfway as an error in our words", async () => {
    const w = world(scriptedModel([[text("half ")], "cut"]));
    const chat = chatOf(w);
    await chat.sendMessage({ text: "A kettle?" });
    expect([chat.status, chat.error?.message]).toEqual(["error", expect.stringMatching(/^[A-Z].*\.$/)]);
  });

  it.each([
    [
      "a file in the message",
      { parts: [{ type: "file", mediaType: "image/png", url: "data:," }] },
      /^messages\.0\.parts\.0: .*\/api\/attachments/,
    ],
    ["no text", { parts: [{ type: "text", text: " " }] }, /^messages\.0\.parts: must contain text$/],
    ["an answer last", { role: "assistant" }, /^messages: must end with/],
    ["a short id", { id: "1" }, /^messages\.0\.id: must be 16 to 64/],
  ])("is refused with the place of the mistake for %s", async (_, change, words) => {
    const w = world(scriptedModel(hello));
    const question = { id: "a-question-of-the-sdk", role: "user", parts: [{ type: "text", text: "Hi" }], ...change };
    const body = { id: "a-chat-of-the-sdk-0", trigger: "submit-message", messages: [question] };
    const response = await w.post("/api/chat", body, "alice");
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { code: "invalid_request", message: expect.stringMatching(words) },
    });
  });
});
