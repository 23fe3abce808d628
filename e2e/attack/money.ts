import { randomUUID } from "node:crypto";
import { quotaViewSchema, type QuotaView } from "@sendcat/shared-types";
import { expect } from "vitest";
import { FAST, postChat, readStream, turnOf } from "../api/chat.ts";
import { simulatorAt } from "../api/simulator.ts";
import { tableRows } from "../stack/table-rows.ts";
import type { Attempt } from "./attempt.ts";
import { callCore, newAccount, newGuest, send, type Person, type Target } from "./target.ts";

const SLOW = "[[sim:pace ttft-ms=100 tokens-per-second=20]]";
/** How long a removed conversation may take to be gone: the time to undo it, and a purge on a busy machine. */
const PURGE_MS = 60_000;

async function quotaOf(person: Person): Promise<QuotaView> {
  return quotaViewSchema.parse(JSON.parse((await send(person, "/api/quota", { token: person.token })).text));
}

/** Turns that the plan says were used today. */
async function turnsUsed(person: Person): Promise<number> {
  return (await quotaOf(person)).turns.used;
}

const ask = (person: Person, body: unknown) => postChat(person, body, { "x-simulated-address": person.from });

async function askAndRead(person: Person, body: unknown): Promise<number> {
  const response = await ask(person, body);
  await readStream(response);
  return response.status;
}

/** Model calls that carried this text in their question; each question has a text of its own. */
async function modelCalls(target: Target, tag: string): Promise<number> {
  return (await simulatorAt(target.openRouter).requests()).filter((call) => call.tag === tag).length;
}

export const MONEY_ATTEMPTS: readonly Attempt[] = [
  {
    title: "the id of a turn whose conversation was deleted, to have another answer that is not counted",
    async run(target) {
      const guest = await newGuest(target);
      const tag = randomUUID().slice(0, 8);
      const first = turnOf(`${FAST}[[sim:pace tag=${tag}]] Hello`);
      expect(await askAndRead(guest, first)).toBe(200);
      expect(
        (await callCore(target, "threads:remove", { token: guest.token, args: { threadId: first.threadId } })).ok,
      ).toBe(true);
      const rows = async () =>
        (await tableRows(target.convex, "threads")).filter(({ threadId }) => threadId === first.threadId).length;
      await expect.poll(rows, { timeout: PURGE_MS, interval: 500 }).toBe(0);
      const again = { ...first, threadId: randomUUID(), message: { ...first.message, id: randomUUID() } };
      const status = await askAndRead(guest, again);
      expect([status, await modelCalls(target, tag), await turnsUsed(guest)]).toEqual([409, 1, 1]);
    },
  },
  {
    title: "one turn id in two requests at a time, of which one will be refused and give the reservation back",
    async run(target) {
      const [owner, guest] = [await newGuest(target), await newGuest(target)];
      const others = turnOf(`${FAST} Mine`);
      expect(await askAndRead(owner, others)).toBe(200);
      for (let round = 0; round < 6; round++) {
        const before = await turnsUsed(guest);
        const tag = randomUUID().slice(0, 8);
        const right = turnOf(`${FAST}[[sim:pace tag=${tag}]] Hello`);
        const wrong = { ...right, threadId: others.threadId, message: { ...right.message, id: randomUUID() } };
        const bodies = [wrong, right, wrong, right];
        await Promise.all(bodies.map((body) => askAndRead(guest, body)));
        const calls = await modelCalls(target, tag);
        expect((await turnsUsed(guest)) - before, "turns counted").toBe(Math.min(calls, 1));
        expect(calls, "model calls of one turn").toBeLessThanOrEqual(1);
      }
    },
  },
  {
    title: "more answers at a time than the plan allows, begun in parallel",
    async run(target) {
      const guest = await newGuest(target);
      const { inFlight } = await quotaOf(guest);
      const all = await Promise.all(Array.from({ length: 12 }, async () => await ask(guest, turnOf(`${SLOW} Hello`))));
      expect(all.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(inFlight.limit);
      await Promise.all(all.map((response) => response.text()));
    },
  },
  {
    title: "going away at odd moments, so that a turn is not counted",
    async run(target) {
      const guest = await newGuest(target);
      let begun = 0;
      for (const waitMs of [0, 5, 30, 120, 300]) {
        const gone = new AbortController();
        const body = turnOf(`${FAST} Hello ${waitMs}`);
        const sent = fetch(`${guest.web}/api/chat`, {
          method: "POST",
          signal: gone.signal,
          headers: {
            "content-type": "application/json",
            authorization: `Bearer ${guest.token}`,
            "x-simulated-address": guest.from,
          },
          body: JSON.stringify(body),
        }).catch(() => null);
        setTimeout(() => gone.abort(), waitMs);
        await sent;
        const isStored = async () =>
          (await send(target, `/api/threads/${body.threadId}/messages`, { token: guest.token })).status === 200;
        // What has begun ends without its reader; what never began left nothing.
        const inFlight = async () => (await quotaOf(guest)).inFlight.used;
        await expect.poll(inFlight, { timeout: 15_000 }).toBe(0);
        if (await isStored()) begun += 1;
      }
      expect(await turnsUsed(guest)).toBe(begun);
    },
  },
  {
    title: "stopping each answer at its first word",
    async run(target) {
      const guest = await newGuest(target);
      const body = turnOf(`${SLOW} Tell me about freight`);
      const response = await ask(guest, body);
      const stop = { method: "POST", token: guest.token, from: guest.from };
      expect((await send(target, `/api/chat/${body.turnId}/stop`, stop)).status).toBe(202);
      await readStream(response);
      const { turns, tokens } = await quotaOf(guest);
      expect(turns.used).toBe(1);
      expect(tokens.used).toBeGreaterThan(0);
    },
  },
  {
    title: "regenerating an answer again and again as if that were one turn",
    async run(target) {
      const guest = await newGuest(target);
      const first = turnOf(`${FAST} Hello`);
      await askAndRead(guest, first);
      let turnId: string = first.turnId;
      for (let round = 0; round < 3; round++) {
        const again = {
          trigger: "regenerate-message",
          turnId: randomUUID(),
          threadId: first.threadId,
          messageId: `${turnId}-a`,
        };
        // The id is in the stored conversation.
        const { text } = await send(target, `/api/threads/${first.threadId}/messages`, { token: guest.token });
        // safe because another shape fails the attempt
        const { items } = JSON.parse(text) as { items: { id: string; role: string }[] };
        again.messageId = items.find(({ role }) => role === "assistant")?.id ?? "";
        expect(await askAndRead(guest, again)).toBe(200);
        turnId = again.turnId;
      }
      expect(await turnsUsed(guest)).toBe(4);
    },
  },
  {
    title: "continuing an answer again and again as if that were one turn",
    async run(target) {
      const guest = await newGuest(target);
      const first = turnOf("[[sim:echo limit=1 ttft-ms=0 tokens-per-second=0]] One two three four five");
      await askAndRead(guest, first);
      let turnId: string = first.turnId;
      for (let round = 0; round < 3; round++) {
        const rest = { trigger: "continue-message", threadId: first.threadId, messageId: `${turnId}-a` };
        turnId = randomUUID();
        expect(await askAndRead(guest, { ...rest, turnId })).toBe(200);
      }
      expect(await turnsUsed(guest)).toBe(4);
    },
  },
  {
    title: "numbers that are negative, huge or no numbers, and fields that are not the client's to set",
    async run(target) {
      const guest = await newGuest(target);
      const odd: readonly object[] = [
        { pictures: -1 },
        { pictures: 1e308 },
        { pictures: 0.5 },
        { pictures: "4" },
        { model: "smart" },
        { model: "__proto__" },
        { model: "constructor" },
        { plan: "pro" },
        { costMicroUsd: 0 },
        { reservation: { tokens: 0 } },
        { userId: "user:somebody" },
        { maxTokens: 1 },
        { turnId: "../../service" },
        { turnId: "a|b|c|d|e|f|g|h" },
        { turnId: ["a"] },
        { threadId: { $ne: null } },
      ];
      for (const change of odd)
        expect((await ask(guest, { ...turnOf(`${FAST} Hello`), ...change })).status, JSON.stringify(change)).toBeOneOf([
          400, 403,
        ]);
      expect(await turnsUsed(guest)).toBe(0);
      for (const limit of ["0", "-1", "1e9", "NaN", "101", "1.5", "0x10"])
        expect((await send(target, `/api/threads?limit=${limit}`, { token: guest.token })).status).toBe(
          limit === "0x10" ? 200 : 400,
        );
      for (const after of ["-1", "1e3", "99999999", "NaN"])
        expect(
          (await send(target, `/api/chat/${randomUUID()}/stream?after=${after}`, { token: guest.token })).status,
        ).toBe(400);
    },
  },
  {
    title: "another user's turn id, while it runs and afterwards",
    async run(target) {
      const [owner, thief] = [await newGuest(target), await newGuest(target)];
      const own = turnOf(`${SLOW} My secret is 48151623`);
      const running = await ask(owner, own);
      const taken = { ...turnOf(`${FAST} Hello`), turnId: own.turnId };
      for (const when of ["during", "after"]) {
        const reply = await ask(thief, taken);
        expect([when, reply.status]).toEqual([when, 409]);
        expect(await reply.text()).not.toContain("48151623");
        if (when === "during") await readStream(running);
      }
      expect([await turnsUsed(thief), await turnsUsed(owner)]).toEqual([0, 1]);
    },
  },
  {
    title: "a checkout for a plan that is not sold, in another currency, or for another user",
    async run(target) {
      const account = await newAccount(target);
      const order = { plan: "plus", currency: "usd", threadId: null };
      for (const change of [
        { plan: "free" },
        { plan: "__proto__" },
        { currency: "zwl" },
        { amountMinor: 1 },
        { userId: "user:x" },
        { threadId: "//evil.example.net" },
        { threadId: "../../x" },
      ])
        expect(
          (await send(target, "/api/billing/checkout", { token: account.token, body: { ...order, ...change } })).status,
          JSON.stringify(change),
        ).toBe(400);
      expect(
        (await send(target, "/api/billing/checkout", { token: (await newGuest(target)).token, body: order })).status,
      ).toBe(403);
      expect((await send(target, "/api/billing/portal", { method: "POST", token: account.token })).status).toBe(404);
    },
  },
  {
    title: "questions that have no answer, without end: they cost the service, so they must count",
    async run(target) {
      const guest = await newGuest(target);
      const statuses = new Set<number>();
      for (let round = 0; round < 26; round++) {
        const status = await askAndRead(guest, turnOf(`[[sim:empty ttft-ms=0]] Say nothing. ${"x".repeat(2_000)}`));
        statuses.add(status);
        if (status === 429) break;
      }
      expect([...statuses]).toContain(429);
    },
  },
];
