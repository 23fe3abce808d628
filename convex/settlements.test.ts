// @vitest-environment node
import { DEFAULT_POLICY, serviceDay, SETTLE_WITHIN_MS } from "@sendcat/shared-types";
import { describe, expect, it, vi } from "vitest";
import { api, internal } from "./_generated/api.js";
import { ending, finishArgs, type openDeployment } from "./model/platform/deployment.fixture.ts";
import {
  asked,
  bills,
  brokenEnding,
  inLedger,
  inRedis,
  link,
  open,
  quota,
  redis,
  runningTurn,
  settled,
  settleEstimate,
  settleNow,
  today,
} from "./model/money/settlement.fixture.ts";

async function interrupt({ t }: ReturnType<typeof openDeployment>) {
  await new Promise((resolve) => setTimeout(resolve, 3));
  await t.mutation(internal.turns.interruptExpired, {});
  await new Promise((resolve) => setTimeout(resolve, 1));
  await t.finishInProgressScheduledFunctions();
}

describe("settling a turn after its end", () => {
  it("leaves nothing to do when the turn's cost is known", async () => {
    const deployment = open();
    const { turnId } = await runningTurn(deployment);
    await deployment.service.mutation(api.turns.finish, finishArgs(ending(turnId, "Yes.")));
    expect(await settleNow(deployment)).toBe(0);
    expect(asked).toBe(0);
  });

  it("asks until the provider knows the cost of an interrupted answer, then corrects ledger and Redis, once", async () => {
    const deployment = open();
    const { turnId, reservation } = await runningTurn(deployment);
    await deployment.service.mutation(api.turns.finish, finishArgs(brokenEnding(turnId)));
    await settleEstimate(reservation);
    expect(await settleNow(deployment)).toBe(1);
    expect(await inLedger(deployment, turnId)).toEqual({ kinds: ["turn"], charged: 120, tokens: 80, cost: 0 });
    bills.set(`gen-${turnId}`, 0.000_345);
    expect(await settleNow(deployment)).toBe(0);
    await settleNow(deployment);
    expect(asked).toBe(2);
    const actual = { kinds: ["turn", "true-up"], charged: 345, tokens: 345, cost: 345 };
    expect(await inLedger(deployment, turnId)).toEqual(actual);
    expect(await inRedis()).toEqual({ settled: 345, held: 0, tokens: 345 });
  });

  it("counts the cost of abandoned calls, and charges the user no tokens for them", async () => {
    const deployment = open();
    const { turnId, reservation } = await runningTurn(deployment);
    const given = { abandonedGenerationIds: ["gen-lost"], chargedMicroUsd: 140, isFinal: false };
    await deployment.service.mutation(
      api.turns.finish,
      finishArgs({ ...ending(turnId, "Yes."), ...given, day: today() }),
    );
    await quota.settle({ ...settled(reservation), costMicroUsd: 140, final: false });
    bills.set("gen-lost", { total_cost: 0.000_005, native_tokens_prompt: 5, native_tokens_completion: 0 });
    expect(await settleNow(deployment)).toBe(0);
    expect(await inLedger(deployment, turnId)).toMatchObject({ charged: 125, tokens: 17, cost: 125 });
    expect(await inRedis()).toEqual({ settled: 125, held: 0, tokens: 17 });
  });

  it("charges a turn without a worker its reservation at once, and its cost as soon as it is known", async () => {
    const deployment = open();
    const { turnId } = await runningTurn(deployment, 1);
    const progress = { route: "google/gemini-2.5-flash", generationId: "gen-died" };
    await deployment.service.mutation(api.turns.checkpoint, {
      checkpoints: [{ turnId, chunk: null, progress }],
    });
    await interrupt(deployment);
    expect(await inRedis()).toEqual({ settled: 5_000, held: 0, tokens: 2_000 });
    expect(await inLedger(deployment, turnId)).toMatchObject({ charged: 5_000, tokens: 2_000, cost: 0 });
    bills.set("gen-died", 0.000_2);
    expect(await settleNow(deployment)).toBe(0);
    expect(await inRedis()).toEqual({ settled: 200, held: 0, tokens: 345 });
    expect(await inLedger(deployment, turnId)).toMatchObject({ charged: 200, tokens: 345, cost: 200 });
  });

  it("accepts a late worker's cost, once", async () => {
    const deployment = open();
    const { turnId, reservation } = await runningTurn(deployment, 1);
    await interrupt(deployment);
    expect(await inLedger(deployment, turnId)).toMatchObject({ charged: 5_000 });
    const late = finishArgs({ ...ending(turnId, "Whole answer"), day: reservation.day });
    expect(await deployment.service.mutation(api.turns.finish, late)).toEqual({ applied: true });
    expect(await deployment.service.mutation(api.turns.finish, late)).toEqual({ applied: false });
    expect(await inLedger(deployment, turnId)).toEqual({
      kinds: ["turn", "true-up"],
      charged: 120,
      tokens: 17,
      cost: 120,
    });
    expect(await settleNow(deployment)).toBe(0);
  });

  it("corrects a turn's cost once, when its worker reports after the provider has reported the cost", async () => {
    const deployment = open();
    const { turnId, reservation } = await runningTurn(deployment, 1);
    const progress = { route: "google/gemini-2.5-flash", generationId: "gen-late" };
    await deployment.service.mutation(api.turns.checkpoint, { checkpoints: [{ turnId, chunk: null, progress }] });
    await interrupt(deployment);
    bills.set("gen-late", 0.000_2);
    expect(await settleNow(deployment)).toBe(0);
    const late = finishArgs({ ...ending(turnId, "Whole answer"), day: reservation.day });
    expect(await deployment.service.mutation(api.turns.finish, late)).toEqual({ applied: true });
    // Reads all rows: a read by turn stops at two.
    const rows = await deployment.t.run(async ({ db }) => await db.query("usageLedger").take(10));
    expect(rows.map(({ kind }) => kind)).toEqual(["turn", "true-up"]);
    expect(rows.reduce((sum, { chargedMicroUsd }) => sum + chargedMicroUsd, 0)).toBe(200);
  });

  it("tells Redis later, and once, when Redis did not answer at first", async () => {
    const deployment = open();
    const { turnId } = await runningTurn(deployment);
    const finished = finishArgs({ ...ending(turnId, "Yes."), day: today() });
    await deployment.service.mutation(api.turns.oweSettlement, { turnId });
    expect(await settleNow(deployment), "it still streams").toBe(0);
    await deployment.service.mutation(api.turns.finish, finished);
    for (let i = 0; i < 2; i++) await deployment.service.mutation(api.turns.oweSettlement, { turnId });
    vi.stubEnv("UPSTASH_REDIS_REST_URL", "http://127.0.0.1:9");
    expect(await settleNow(deployment), "Redis is down").toBe(1);
    vi.stubEnv("UPSTASH_REDIS_REST_URL", redis.url);
    expect(await settleNow(deployment)).toBe(0);
    await settleNow(deployment);
    expect(await inRedis()).toEqual({ settled: 120, held: 0, tokens: 17 });
  });

  it("keeps an estimate when the provider never knows the cost, and drops what is too old for Redis", async () => {
    const deployment = open();
    const { turnId, reservation } = await runningTurn(deployment);
    await deployment.service.mutation(api.turns.finish, finishArgs(brokenEnding(turnId)));
    await settleEstimate(reservation);
    let rounds = 0;
    while ((await settleNow(deployment)) > 0) rounds += 1;
    expect(rounds).toBe(5);
    expect(await inLedger(deployment, turnId)).toMatchObject({ kinds: ["turn"], charged: 120 });
    expect(await inRedis()).toMatchObject({ settled: 120, held: 0 });

    const old = await runningTurn(deployment);
    await deployment.service.mutation(api.turns.finish, finishArgs(brokenEnding(old.turnId)));
    const before = asked;
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + SETTLE_WITHIN_MS + 1_000 });
    expect(await settleNow(deployment)).toBe(0);
    expect(asked).toBe(before);
  });

  it("does not ask a provider that never reports costs later: the estimate is final at once", async () => {
    const deployment = open();
    for (const abandonedGenerationIds of [[], ["openrouter:gen-lost"]]) {
      const { turnId, reservation } = await runningTurn(deployment);
      const other = brokenEnding(turnId, { generationId: "fireworks:chatcmpl-1", abandonedGenerationIds });
      await deployment.service.mutation(api.turns.finish, finishArgs(other));
      await settleEstimate(reservation);
      expect(await settleNow(deployment)).toBe(0);
      expect(await inLedger(deployment, turnId)).toMatchObject({ kinds: ["turn"], charged: 120 });
    }
    expect(asked).toBe(0);
  });

  it("asks by the provider's own id, with or without the provider's name before it", async () => {
    const deployment = open();
    for (const name of ["openrouter:gen-new", "gen-new"]) {
      const { turnId, reservation } = await runningTurn(deployment);
      await deployment.service.mutation(api.turns.finish, finishArgs(brokenEnding(turnId, { generationId: name })));
      await settleEstimate(reservation);
      bills.set("gen-new", 0.000_345);
      expect(await settleNow(deployment)).toBe(0);
      expect(await inLedger(deployment, turnId)).toMatchObject({ kinds: ["turn", "true-up"], charged: 345 });
    }
  });

  it("asks no provider without a key or a generation id", async () => {
    const deployment = open();
    const { turnId } = await runningTurn(deployment);
    await deployment.service.mutation(api.turns.finish, finishArgs(brokenEnding(turnId, { generationId: null })));
    expect(await settleNow(deployment)).toBe(0);
    expect(asked).toBe(0);
  });
});

describe("the audit", () => {
  async function bookedDay() {
    const deployment = open();
    const { turnId, reservation } = await runningTurn(deployment);
    await deployment.service.mutation(api.turns.finish, finishArgs({ ...ending(turnId, "Yes."), day: today() }));
    await quota.settle(settled(reservation));
    await deployment.t.mutation(internal.usage.rollUp, { settledForMs: 0 });
    return deployment;
  }
  const spendKey = () => `sendcat:{quota}:v2:spend:${today()}`;

  const audit = async ({ t }: Awaited<ReturnType<typeof bookedDay>>) =>
    (await t.action(internal.usage.audit, {})).repaired;
  const fiveMinutesLater = () => void vi.setSystemTime(Date.now() + 300_000);
  const noon = () =>
    void vi.useFakeTimers({
      toFake: ["Date"],
      now: serviceDay(Date.now(), DEFAULT_POLICY.timeZone).endMs - 43_200_000,
    });

  it("does not change Redis while it agrees with the ledger, and raises a figure that is too low at once", async () => {
    const deployment = await bookedDay();
    expect(await audit(deployment)).toEqual([]);
    await link.redis.hset(spendKey(), { "settled|guest": 20 });
    expect(await audit(deployment)).toEqual([`guest on ${today()}: 20 to 120 micro-dollars; the ledger has 120`]);
    expect(await inRedis()).toMatchObject({ settled: 120 });
  });

  it("lowers a figure that was too high in two audits, and records it for operators", async () => {
    noon();
    const deployment = await bookedDay();
    await link.redis.hset(spendKey(), { "settled|guest": 700 });
    expect(await audit(deployment)).toEqual([]);
    expect(await audit(deployment), "too soon after the first").toEqual([]);
    fiveMinutesLater();
    const trail = `guest on ${today()}: 700 to 120 micro-dollars; the ledger has 120`;
    expect(await audit(deployment)).toEqual([trail]);
    expect(await inRedis()).toMatchObject({ settled: 120 });
    const events = await deployment.service.query(api.operations.recent, {});
    expect(events).toMatchObject([{ actor: "audit", action: "repair-spend", detail: trail }]);
    fiveMinutesLater();
    expect(await audit(deployment)).toEqual([]);
  });

  it("does not take a turn that Redis has and the ledger has not yet for a mistake", async () => {
    noon();
    const deployment = await bookedDay();
    await audit(deployment);
    for (let n = 0; n < 3; n++) {
      // The turn before is stored now; the next one is settled and not yet stored.
      const { turnId, reservation } = await runningTurn(deployment);
      await quota.settle(settled(reservation));
      fiveMinutesLater();
      expect(await audit(deployment)).toEqual([]);
      await deployment.service.mutation(api.turns.finish, finishArgs({ ...ending(turnId, "Yes."), day: today() }));
    }
    expect(await inRedis()).toMatchObject({ settled: 480 });
  });

  it("opens a service that a wrong figure closed, and then frees at most a tenth of the day's cap at a time", async () => {
    noon();
    const deployment = await bookedDay();
    const { perDayMicroUsd } = DEFAULT_POLICY.spend;
    await link.redis.hset(spendKey(), { "settled|guest": 999_000_000 });
    await audit(deployment);
    for (let tenths = 9; tenths > 0; tenths--) {
      fiveMinutesLater();
      await audit(deployment);
      expect((await inRedis()).settled).toBe((perDayMicroUsd * tenths) / 10);
    }
    fiveMinutesLater();
    await audit(deployment);
    expect((await inRedis()).settled).toBe(120);
  });

  it("waits while a settlement has not reached Redis", async () => {
    const deployment = await bookedDay();
    await link.redis.hset(spendKey(), { "settled|guest": 20 });
    const { turnId } = await runningTurn(deployment);
    await deployment.service.mutation(api.turns.finish, finishArgs({ ...ending(turnId, "Yes."), day: today() }));
    await deployment.service.mutation(api.turns.oweSettlement, { turnId });
    expect(await audit(deployment)).toEqual([]);
  });
});

it("the ledger returns a day's and a user's totals, rolled up or not", async () => {
  const deployment = open();
  const { t, service } = deployment;
  const nothing = { guest: 0, free: 0, plus: 0, pro: 0 };
  const day = today();
  const totals = async () => await service.query(api.usage.dayTotals, { day, after: null });
  expect(await totals()).toEqual({ chargedMicroUsd: nothing, isNew: true, after: null });
  const { turnId, reservation } = await runningTurn(deployment);
  await service.mutation(api.turns.finish, finishArgs({ ...ending(turnId, "Yes."), day }));
  const spent = { chargedMicroUsd: { ...nothing, guest: 120 }, isNew: false, after: null };
  expect(await totals()).toEqual(spent);
  await t.mutation(internal.usage.rollUp, { settledForMs: 0 });
  expect(await totals()).toEqual(spent);
  await quota.settle(settled(reservation));
  const returned = await runningTurn(deployment);
  const givenBack = { counts: false, chargedTokens: 0, chargedMicroUsd: 30, day };
  await service.mutation(api.turns.finish, finishArgs({ ...ending(returned.turnId, ""), ...givenBack }));
  expect(await totals()).toEqual({ ...spent, chargedMicroUsd: { ...nothing, guest: 150 } });
  const ofAna = { userId: "guest:ana", day };
  expect(await service.query(api.usage.userTotals, ofAna)).toEqual({ turns: 1, tokens: 17 });
});
