import { randomUUID } from "node:crypto";
import { createChatTransport, createSession } from "@sendcat/chat-client";
import { runsOf } from "@sendcat/test-depth";
import { afterAll, beforeAll, expect, it } from "vitest";
import { messagesOf, postChat, textOf, turnOf } from "../api/chat.ts";
import { newGuest, type Guest } from "../api/guest.ts";
import { leasedTurns, ledgerOf, ledgerToday, redisToday } from "../api/money.ts";
import type { OwnStack } from "../stack/own-stack.ts";
import { PATIENT } from "../stack/policies.ts";
import { startSecondHost } from "../stack/second-host.ts";
import { cuttingFetch } from "./cutting-fetch.ts";
import { startEveryHost } from "./every-host.ts";
import { inTurns } from "./in-turns.ts";

/** Turns of each kind. */
const TURNS = runsOf("chaos");
const MAX_CUTS = 5;
const AT_ONCE = 20;
/** Answers for each guest: reads are throttled, and every cut causes another read. */
const A_SESSION = 10;
const A_KILL = 50;
const LEASE_MS = 13_000;
const HOLD_MS = 30_000;

const plenty = { turnsPerDay: 5_000, tokensPerDay: 1e9, window: { turns: 1_000, tokens: 1e9 }, maxInFlight: 100 };
const policy = {
  plans: { guest: plenty },
  maxTurnMs: HOLD_MS - 5_000,
  admission: {
    leaseMs: LEASE_MS,
    reservationTtlMs: HOLD_MS,
    maxInFlight: 200,
    turnsPerSecond: 1_000,
    bulkheads: { openrouter_chat: 200 },
  },
  checkpoint: { leaseMs: LEASE_MS },
  failure: PATIENT,
  proof: { mode: "off" },
};

let stack: OwnStack;
beforeAll(async () => {
  stack = await startEveryHost(policy);
});
afterAll(() => stack?.close());

/** A prompt with a unique answer. */
function question(tokens: number, tokensPerSecond: number): { prompt: string; answer: string } {
  const id = randomUUID().slice(0, 6);
  const answer = Array.from({ length: tokens }, (_, n) => `${n}.${id}`).join(" ");
  return { prompt: `[[sim:echo ttft-ms=20 tokens-per-second=${tokensPerSecond}]]${answer}`, answer };
}

it(`${TURNS} answers whose connection is cut up to ${MAX_CUTS} times each and resumed on any host lose and repeat nothing`, async () => {
  const hosts = [stack.web, `${stack.web}/node`, stack.stream ?? "", stack.convexSite];
  const sessions = await Promise.all(
    Array.from({ length: Math.ceil(TURNS / A_SESSION) }, async () => {
      const session = createSession({ baseUrl: stack.web, client: "native" });
      await session.token();
      return session;
    }),
  );
  let cuts = 0;
  const wrong = await inTurns(TURNS, AT_ONCE, async (index) => {
    const session = sessions[index % sessions.length] ?? expect.fail();
    const { prompt, answer } = question(60, 60);
    const times = 1 + Math.floor(Math.random() * MAX_CUTS);
    const network = cuttingFetch({ hosts, times, withinBytes: 3_000, random: Math.random });
    const transport = createChatTransport({ session, baseUrl: "", fetch: network.fetch, retry: { baseDelayMs: 50 } });
    const chatId = randomUUID();
    const message = { id: randomUUID(), role: "user" as const, parts: [{ type: "text" as const, text: prompt }] };
    const send = { trigger: "submit-message" as const, chatId, messageId: undefined, abortSignal: undefined };
    const reader = (await transport.sendMessages({ ...send, messages: [message] })).getReader();
    let text = "";
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      if (chunk.value.type === "text-delta") text += chunk.value.delta;
    }
    cuts += network.cuts();
    return text === answer ? [] : [{ chatId, text, answer }];
  });
  expect(wrong.flat()).toEqual([]);
  expect(cuts).toBeGreaterThan(TURNS / 2);
  console.log(`${TURNS} answers, ${cuts} cuts`);
}, 1_800_000);

it(`${TURNS} answers whose host is killed at a random moment end complete or interrupted, and are charged once`, async () => {
  const asked: { guest: Guest; turnId: string; threadId: string; answer: string }[] = [];
  while (asked.length < TURNS) {
    const guest = await newGuest(stack.web);
    const host = await startSecondHost(stack, policy);
    const at: Guest = { ...guest, web: host.web };
    const batch = Array.from({ length: Math.min(A_KILL, TURNS - asked.length) }, () => {
      const { prompt, answer } = question(40, 10);
      return { body: turnOf(prompt), answer };
    });
    const answers = batch.map(({ body }) =>
      postChat(at, body)
        .then((response) => response.text())
        .catch(() => ""),
    );
    await new Promise((settle) => setTimeout(settle, 1_000 + Math.random() * 5_000));
    await host.kill();
    await Promise.all(answers);
    for (const { body, answer } of batch) asked.push({ guest, turnId: body.turnId, threadId: body.threadId, answer });
  }
  await expect.poll(() => leasedTurns(stack), { timeout: 60_000, interval: 500 }).toBe(0);
  await expect.poll(async () => (await redisToday(stack)).held, { timeout: 120_000, interval: 1_000 }).toBe(0);

  const outcomes = new Map<string, number>();
  const check = async ({ guest, turnId, threadId, answer }: (typeof asked)[number]): Promise<void> => {
    // A turn that was killed before it began left nothing.
    const message = (await messagesOf(guest, threadId)).at(-1);
    const status = message?.role === "assistant" ? message.status : "never begun";
    outcomes.set(status, (outcomes.get(status) ?? 0) + 1);
    const kinds = async () => (await ledgerOf(stack, turnId)).map(({ kind }) => kind);
    if (status === "never begun") return void expect(await kinds()).toEqual([]);
    expect(["complete", "interrupted"]).toContain(status);
    const text = textOf(message);
    expect(answer.startsWith(text)).toBe(true);
    if (status === "complete") expect(text).toBe(answer);
    const [turn] = await ledgerOf(stack, turnId);
    // Killed before its first checkpoint: the provider's id is unknown, so we cannot ask for the cost. The reserved amount is charged.
    if (status === "interrupted" && turn?.generationId === null) {
      outcomes.set("nameless", (outcomes.get("nameless") ?? 0) + 1);
      expect([text, await kinds()]).toEqual(["", ["turn"]]);
      return void expect(turn.chargedMicroUsd).toBeGreaterThan(0);
    }
    const expected = status === "complete" ? ["turn"] : ["turn", "true-up"];
    await expect.poll(kinds, { timeout: 180_000, interval: 2_000 }).toEqual(expected);
    const rows = await ledgerOf(stack, turnId);
    // The provider's own cost, charged once.
    const charged = rows.reduce((sum, { chargedMicroUsd }) => sum + chargedMicroUsd, 0);
    expect(charged).toBe(rows.at(-1)?.costMicroUsd);
  };
  await inTurns(asked.length, AT_ONCE, (index) => check(asked[index] ?? expect.fail()));
  const books = async () => (await redisToday(stack)).settled - (await ledgerToday(stack));
  // If a host dies after it told the core but before it told Redis, the audit corrects Redis. The audit runs every five minutes.
  await expect.poll(books, { timeout: 600_000, interval: 2_000 }).toBe(0);
  console.log(`${TURNS} answers, hosts killed ${Math.ceil(TURNS / A_KILL)} times:`, Object.fromEntries(outcomes));
}, 3_600_000);
