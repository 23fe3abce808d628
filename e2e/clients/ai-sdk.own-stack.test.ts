import { errorBodySchema } from "@sendcat/shared-types";
import { isTextUIPart, isToolUIPart, type UIMessage } from "ai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ECHO, FAST, messagesOf, textOf } from "../api/chat.ts";
import { newGuest, quotaOf, type Guest } from "../api/guest.ts";
import { startOwnStack, type OwnStack } from "../stack/own-stack.ts";
import { PATIENT } from "../stack/policies.ts";
import { openChat } from "./sdk-chat.ts";

const SLOW = "[[sim:bench tokens=600 ttft-ms=0 tokens-per-second=30]]";

let stack: OwnStack;
beforeAll(async () => {
  const plenty = { turnsPerDay: 500, tokensPerDay: 100_000_000, window: { turns: 500, tokens: 100_000_000 } };
  const policy = { plans: { guest: plenty }, failure: PATIENT, proof: { mode: "off" } };
  stack = await startOwnStack({ policy, streamHost: true });
});
afterAll(() => stack?.close());

/** How much of an answer a chat shows. */
const shownChars = ({ lastMessage }: ReturnType<typeof openChat>): number =>
  lastMessage?.role === "assistant" ? said(lastMessage).length : 0;

const said = (message: UIMessage | undefined): string =>
  (message?.parts ?? [])
    .filter(isTextUIPart)
    .map(({ text }) => text)
    .join("");

describe.each(["the edge route", "apps/stream"])("the AI SDK's useChat, with nothing of ours, on %s", (host) => {
  let guest: Guest;
  let origin: string;
  beforeAll(async () => {
    guest = await newGuest(stack.web);
    origin = host === "apps/stream" ? (stack.stream ?? "") : stack.web;
  });
  const open = (saved?: Parameters<typeof openChat>[2]) => openChat(origin, guest.token, saved);
  const stored = async (threadId: string) =>
    (await messagesOf(guest, threadId)).map((message) => [message.status, textOf(message)]);

  it("sends, streams, continues and regenerates, and what it shows is what is stored", async () => {
    const chat = open();
    await chat.sendMessage({ text: `${ECHO} One kettle` });
    expect([chat.status, said(chat.lastMessage)]).toEqual(["ready", "One kettle"]);
    await chat.sendMessage({ text: `${ECHO} Two kettles` });
    const before = chat.lastMessage?.id;
    await chat.regenerate();
    await chat.regenerate({ messageId: chat.lastMessage?.id ?? "" });
    expect([chat.error, said(chat.lastMessage)]).toEqual([undefined, "Two kettles"]);
    expect(chat.lastMessage?.id).not.toBe(before);
    expect(chat.messages.map(({ id }) => id)).toEqual((await messagesOf(guest, chat.id)).map(({ id }) => id));
    expect((await stored(chat.id)).map(([status]) => status)).toEqual(Array(4).fill("complete"));
  });

  it("shows a search and its result as the SDK's tool part", async () => {
    const chat = open();
    await chat.sendMessage({ text: `${FAST}[[sim:tool-call tool-call=search_web query=kettles]] Look it up` });
    const parts = chat.lastMessage?.parts.filter(isToolUIPart) ?? [];
    expect([chat.error, parts]).toEqual([
      undefined,
      [expect.objectContaining({ type: "tool-search_web", state: "output-available" })],
    ]);
  });

  it("stops reading with stop(), and its next message ends the answer that was still being written", async () => {
    const chat = open();
    const sending = chat.sendMessage({ text: SLOW });
    await expect.poll(() => shownChars(chat)).toBeGreaterThan(20);
    await chat.stop();
    await sending;
    await chat.sendMessage({ text: `${ECHO} Enough` });
    expect([chat.status, chat.error, said(chat.lastMessage)]).toEqual(["ready", undefined, "Enough"]);
    expect((await stored(chat.id)).map(([status]) => status)).toEqual(["complete", "stopped", "complete", "complete"]);
  });

  it("resumes after a reload by its id, from the first word", async () => {
    const chat = open();
    const sending = chat.sendMessage({ text: SLOW });
    await expect.poll(() => shownChars(chat)).toBeGreaterThan(20);
    const reloaded = open({ id: chat.id, messages: chat.messages.slice(0, 1) });
    const resuming = reloaded.resumeStream();
    await expect.poll(() => shownChars(reloaded)).toBeGreaterThan(20);
    const stop = { method: "POST", headers: { authorization: `Bearer ${guest.token}` } };
    expect((await fetch(`${origin}/api/chat/${chat.id}/stop`, stop)).status).toBe(202);
    await Promise.all([sending, resuming]);
    expect([reloaded.error, said(reloaded.lastMessage)]).toEqual([undefined, said(chat.lastMessage)]);
    await reloaded.resumeStream();
    expect(reloaded.status).toBe("ready");
  });

  it("shows our words for a refusal and for a failure, and regenerate() asks again", async () => {
    const refused = openChat(origin, "no token");
    await refused.sendMessage({ text: "Hello" });
    expect(errorBodySchema.parse(JSON.parse(refused.error?.message ?? "")).error.code).toBe("unauthenticated");
    const used = (await quotaOf(guest)).turns.used;
    const broken = open();
    await broken.sendMessage({
      text: "[[sim:error-midstream after=20]] [[sim:no-tools]] Tell me about kettles, please, and at length",
    });
    expect([broken.status, broken.error?.message]).toEqual(["error", expect.stringMatching(/^[A-Z][^{]+\.$/)]);
    await broken.regenerate();
    expect((await stored(broken.id)).length).toBe(2);
    expect((await quotaOf(guest)).turns.used).toBeGreaterThan(used);
  });
});
