import { DEFAULT_POLICY, errorBodySchema, type PublicError } from "@sendcat/shared-types";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startOwnStack, type OwnStack } from "../stack/own-stack.ts";
import { redisCommand } from "../stack/redis-rest.ts";
import { FAST, messagesOf, postChat, readStream, textOf, turnOf, type SubmitBody } from "./chat.ts";
import { newGuest, quotaOf, type Guest } from "./guest.ts";
import { simulatorAt } from "./simulator.ts";
import { leasedTurns, ledgerOf, ledgerToday, redisToday } from "./money.ts";

const { failure } = DEFAULT_POLICY;
/** No request may wait longer for Redis; MACHINE_MS is what two busy cores need to answer at all. */
const LONGEST_MS = 300;
const MACHINE_MS = 200;
/** An answer that is slow enough for an outage in the middle of it. */
const SLOW = "[[sim:bench tokens=60 tokens-per-second=20]]";

let stack: OwnStack;
beforeAll(async () => {
  const checkpoint = { leaseMs: 6_000 };
  const proof = { mode: "off" };
  const policy = { proof, plans: { guest: { maxInFlight: 10 } }, breaker: { openMs: 1_000 }, checkpoint };
  stack = await startOwnStack({ policy });
});
afterAll(() => stack?.close());
afterEach(async () => {
  stack.toRedis.setMode("pass");
  stack.toConvex.setMode("pass");
  await expect.poll(() => leasedTurns(stack), { timeout: 60_000 }).toBe(0);
});

async function refused(guest: Guest, body: SubmitBody = turnOf(`${FAST} Hello`)) {
  const startedMs = performance.now();
  const response = await postChat(guest, body);
  const { error } = errorBodySchema.parse(await response.json());
  const took = performance.now() - startedMs;
  return { status: response.status, error, degraded: response.headers.get("x-sendcat-degraded"), took };
}

const admitted = async (guest: Guest): Promise<PublicError | "answered"> => {
  const response = await postChat(guest, turnOf(`${FAST} Hello`));
  if (response.ok) return (await readStream(response)).done ? "answered" : expect.fail("cut off");
  return errorBodySchema.parse(await response.json()).error;
};

/** Redis and the ledger agree on what was charged today, and nothing is reserved. */
async function booksAgree(): Promise<void> {
  const books = async () => {
    const { settled, held } = await redisToday(stack);
    return { difference: settled - (await ledgerToday(stack)), held };
  };
  await expect.poll(books, { timeout: 60_000, interval: 500 }).toEqual({ difference: 0, held: 0 });
}

describe.each(["refuse", "hang"] as const)("while Redis does not answer (%s)", (mode) => {
  it("turns are refused, sessions and the view of the plan still work, and no request waits long", async () => {
    const guest = await newGuest(stack.web);
    expect(await admitted(guest)).toBe("answered");
    stack.toRedis.setMode(mode);
    const waits: number[] = [];
    for (let i = 0; i < 30; i++) {
      const { status, error, degraded, took } = await refused(guest);
      expect({ status, degraded, ...error }).toMatchObject({
        status: 503,
        degraded: "redis",
        code: "capacity_saturated",
        scope: "redis",
        retryAfterMs: 2_000,
      });
      waits.push(took);
    }
    const crowd = await Promise.all(Array.from({ length: 20 }, () => refused(guest)));
    waits.push(...crowd.map(({ took }) => took));
    const longest = Math.max(...waits);
    console.log(`Redis ${mode}: ${waits.length} refusals, longest ${Math.round(longest)} ms`);
    expect(longest).toBeLessThan(LONGEST_MS + MACHINE_MS);

    const startedMs = performance.now();
    await newGuest(stack.web);
    expect(performance.now() - startedMs).toBeLessThan(LONGEST_MS + MACHINE_MS);
    expect(await quotaOf(guest)).toMatchObject({ degraded: true, turns: { limit: 20 } });
    stack.toRedis.setMode("pass");
    await expect.poll(() => admitted(guest), { timeout: 10_000 }).toBe("answered");
  });

  it("a running answer is finished, and its cost is settled later, once", async () => {
    const guest = await newGuest(stack.web);
    const body = turnOf(SLOW);
    const answer = await postChat(guest, body);
    stack.toRedis.setMode(mode);
    const read = await readStream(answer);
    expect(read.done).toBe(true);
    expect((await storedAnswer(guest, body)).status).toBe("complete");
    expect((await ledgerOf(stack, body.turnId)).map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ["turn", "complete"],
    ]);
    stack.toRedis.setMode("pass");
    await booksAgree();
    expect((await quotaOf(guest)).inFlight.used).toBe(0);
  });
});

describe("when Redis loses all its data under load", () => {
  it("admits turns only once the ledger and the running answers are counted again, so that no budget starts from zero", async () => {
    const guest = await newGuest(stack.web);
    for (let i = 0; i < 3; i++) expect(await admitted(guest)).toBe("answered");
    const running = await Promise.all(
      Array.from({ length: 6 }, async () => postChat(await newGuest(stack.web), turnOf(SLOW.replace("60", "300")))),
    );
    expect(running.map(({ status }) => status)).toEqual(running.map(() => 200));
    await redisCommand(stack.redis, ["FLUSHALL"]);
    const { error } = await refused(guest);
    expect(error).toMatchObject({ code: "capacity_saturated", scope: "redis.restoring" });
    expect(error.retryAfterMs).toBeLessThanOrEqual(DEFAULT_POLICY.admission.leaseMs / 3 + 1_000);
    await expect.poll(() => admitted(guest), { timeout: 20_000, interval: 250 }).toBe("answered");
    expect((await redisToday(stack)).settled).toBeGreaterThan(0);
    // Three before the loss, known only from the ledger, and one after it.
    expect((await quotaOf(guest)).turns.used).toBe(4);
    await expect.poll(() => leasedTurns(stack)).toBe(running.length);
    for (const answer of running) expect((await readStream(answer)).done).toBe(true);
    await booksAgree();
  });

  it("admits no turn while the ledger does not answer", async () => {
    const guest = await newGuest(stack.web);
    stack.toConvex.setMode("refuse");
    await redisCommand(stack.redis, ["FLUSHALL"]);
    const { status, error, took } = await refused(guest);
    expect({ status, ...error }).toMatchObject({ status: 503, code: "capacity_saturated", scope: "redis" });
    expect(took).toBeLessThan(failure.ledger.waitMs + MACHINE_MS);
    stack.toConvex.setMode("pass");
    await expect.poll(() => admitted(guest), { timeout: 30_000, interval: 250 }).toBe("answered");
    await booksAgree();
  });
});

describe("while Convex does not answer", () => {
  it("no turn starts, and its reservation is released", async () => {
    const guest = await newGuest(stack.web);
    expect(await admitted(guest)).toBe("answered");
    const before = (await quotaOf(guest)).turns.used;
    stack.toConvex.setMode("refuse");
    const { status, error } = await refused(guest);
    expect({ status, ...error }).toMatchObject({ status: 503, code: "capacity_saturated", scope: "convex" });
    stack.toConvex.setMode("pass");
    expect((await quotaOf(guest)).turns.used).toBe(before);
    expect(await redisToday(stack)).toMatchObject({ held: 0 });
  });

  it("a running answer continues, and is stored complete when Convex is back in time", async () => {
    const guest = await newGuest(stack.web);
    const body = turnOf(SLOW);
    const answer = await postChat(guest, body);
    const reading = readStream(answer);
    await new Promise((resolve) => setTimeout(resolve, 300));
    stack.toConvex.setMode("refuse");
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    stack.toConvex.setMode("pass");
    const { done, text } = await reading;
    expect(done).toBe(true);
    const stored = await storedAnswer(guest, body);
    expect(stored).toEqual({ status: "complete", text });
    await booksAgree();
  });

  it("an answer that cannot be stored still streams to its end, and is stored and charged when Convex is back", async () => {
    const guest = await newGuest(stack.web);
    const body = turnOf(SLOW);
    const answer = await postChat(guest, body);
    const reading = readStream(answer);
    await new Promise((resolve) => setTimeout(resolve, 300));
    stack.toConvex.setMode("refuse");
    const { done, text } = await reading;
    expect(done).toBe(true);
    // By then the worker's first call has failed for good, and the sweep may have marked its turn as interrupted.
    await new Promise((resolve) => setTimeout(resolve, failure.finish.waitMs + 1_000));
    stack.toConvex.setMode("pass");
    await expect
      .poll(() => storedAnswer(guest, body), { timeout: 90_000, interval: 500 })
      .toEqual({ status: "complete", text });
    const charged = async () =>
      (await ledgerOf(stack, body.turnId)).reduce((sum, { chargedMicroUsd }) => sum + chargedMicroUsd, 0);
    await expect.poll(charged, { timeout: 10_000 }).toBeGreaterThan(0);
    await booksAgree();
  }, 150_000);
});

function median(values: readonly number[]): string {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]?.toFixed(1) ?? "?";
}

async function storedAnswer(guest: Guest, body: SubmitBody) {
  const message = (await messagesOf(guest, body.threadId)).at(-1);
  return { status: message?.status, text: textOf(message) };
}

describe("while the model provider fails every call", () => {
  it("its breaker opens within ten calls, sheds turns at once and attributes that to the provider, and closes when it is back", async () => {
    const guests = await Promise.all(Array.from({ length: 40 }, () => newGuest(stack.web)));
    const { calls, fail, reset } = simulatorAt(stack.openRouter);
    await fail("503");
    const before = await calls();
    let turns = 0;
    let error: PublicError;
    do {
      ({ error } = await refused(guests[turns % guests.length] ?? expect.fail()));
      expect(error.code).toBe("provider_unavailable");
      turns += 1;
    } while (error.scope !== "provider.breaker" && turns < 20);
    const spent = (await calls()) - before;
    expect(spent).toBeLessThanOrEqual(10);

    const seen = stack.events().length;
    const shed: number[] = [];
    const untilMs = Date.now() + 600;
    for (let i = 0; Date.now() < untilMs && i < 40; i++) {
      const answer = await refused(guests[i] ?? expect.fail());
      if (answer.error.scope !== "provider.breaker") break;
      expect(answer.status).toBe(503);
      shed.push(answer.took);
    }
    expect(await calls()).toBe(before + spent);
    const events = stack
      .events()
      .slice(seen)
      .filter(({ event }) => event === "request-refused");
    expect(events.length).toBeGreaterThan(0);
    expect(events.every(({ attribution, scope }) => attribution === "provider" && scope === "provider.breaker")).toBe(
      true,
    );
    // For comparison: the time of a request that calls no other service.
    const floor: number[] = [];
    for (let i = 0; i < 40; i++)
      floor.push((await refused(guests[i] ?? expect.fail(), { ...turnOf("Hi"), model: "none" })).took);
    console.log(
      `breaker: open after ${spent} calls; ${shed.length} shed in p50 ${median(shed)} ms; a bad request takes ${median(floor)} ms`,
    );

    await reset();
    await expect.poll(() => admitted(guests[39] ?? expect.fail()), { timeout: 20_000, interval: 200 }).toBe("answered");
    for (let i = 0; i < 6; i++) expect(await admitted(guests[i] ?? expect.fail())).toBe("answered");
  });
});
