// @vitest-environment node
import type { FinishTurn } from "@sendcat/shared-types";
import { longTestTimeoutMs, runsOf } from "@sendcat/test-depth";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { api, internal } from "./_generated/api.js";
import { finishArgs } from "./model/platform/deployment.fixture.ts";
import {
  bills,
  brokenEnding,
  inLedger,
  inRedis,
  link,
  list,
  open,
  quota,
  runningTurn,
  settled,
  settleNow,
  HELD,
} from "./model/money/settlement.fixture.ts";

beforeEach(() => void list.clear());

describe("the provider's later report of a cost", () => {
  /** A stopped answer that was charged 120 micro-dollars of its reservation of 5,000; `bill` is what the provider later reports. */
  async function askedLater(
    bill: number | Readonly<Record<string, unknown>>,
    over: Partial<FinishTurn> = {},
    deployment = open(),
  ) {
    const { turnId, reservation } = await runningTurn(deployment);
    const finish = brokenEnding(turnId, over);
    await deployment.service.mutation(api.turns.finish, finishArgs(finish));
    await quota.settle({ ...settled(reservation), tokens: 80, costMicroUsd: finish.chargedMicroUsd, final: false });
    bills.set(`gen-${turnId}`, bill);
    const left = await settleNow(deployment);
    const rows = await deployment.t.query(internal.usage.byTurn, { turnId });
    return { deployment, turnId, left, rows, ledger: await inLedger(deployment, turnId), redis: await inRedis() };
  }

  it("is the upstream provider's cost plus the router's fee when our own key is used", async () => {
    const bill = { native_tokens_prompt: 1_200, is_byok: true, upstream_inference_cost: 0.001_234 };
    const { ledger, redis } = await askedLater({ ...bill, total_cost: 0 });
    expect([ledger.charged, redis.settled]).toEqual([1_234, 1_234]);
    const withFee = await askedLater({ ...bill, total_cost: 0.000_06 });
    expect(withFee.ledger.charged).toBe(1_294);
  });

  it("is not counted twice when the router pays the provider", async () => {
    const { ledger } = await askedLater({ total_cost: 0.000_345, is_byok: false, upstream_inference_cost: 0.000_345 });
    expect(ledger.charged).toBe(345);
  });

  it.each([
    ["no cost", { total_cost: null }],
    ["a negative cost", { total_cost: -1 }],
    ["zero for text of a model that has a price", { total_cost: 0 }],
    ["the router's fee without the upstream cost", { total_cost: 0.000_017 }],
    ["our own key and no upstream cost", { total_cost: 0, is_byok: true, upstream_inference_cost: null }],
  ])("keeps the estimate and is asked for again when it is %s", async (_, bill) => {
    const { ledger, redis, left } = await askedLater(bill);
    expect([ledger.kinds, ledger.charged, redis.settled, left]).toEqual([["turn"], 120, 120, 1]);
  });

  it("is read even if numbers are sent as text, and no token count blocks other settlements", async () => {
    const texts = { total_cost: "0.000345", native_tokens_prompt: "300", native_tokens_completion: "45" };
    expect((await askedLater(texts)).ledger).toMatchObject({ charged: 345, tokens: 345 });
    const huge = { total_cost: 0.000_345, native_tokens_prompt: 9e15, native_tokens_completion: 1e300 };
    const { ledger, left } = await askedLater(huge);
    expect([ledger.charged, left]).toEqual([345, 0]);
  });

  it("corrects an implausible cost in the stream", async () => {
    const held = { chargedMicroUsd: HELD.costMicroUsd, implausibleMicroUsd: 999_000_000 };
    const { ledger, redis, rows } = await askedLater(0.000_345, held);
    expect([ledger.charged, redis.settled]).toEqual([345, 345]);
    expect(rows.map(({ final, implausibleMicroUsd }) => [final, implausibleMicroUsd])).toEqual([
      [false, 999_000_000],
      [true, undefined],
    ]);
  });

  it("may be a little above the reservation if the price list explains it", async () => {
    const { ledger, redis } = await askedLater({ total_cost: 0.009, native_tokens_prompt: 8_955 });
    expect([ledger.charged, redis.settled]).toEqual([9_000, 9_000]);
  });

  it("is charged at most the reservation if the price list does not explain it, until an operator decides", async () => {
    const { deployment, turnId, ledger, redis } = await askedLater(0.009);
    expect([ledger.charged, redis.settled]).toEqual([5_000, 5_000]);
    const events = async () => await deployment.service.query(api.operations.recent, {});
    const [event] = await events();
    expect(event).toMatchObject({ actor: "settlements", action: "unproven-cost" });
    expect(event?.detail).toContain(`npx convex run usage:decide '{"turnId":"${turnId}","costMicroUsd":5000`);

    const decide = async (costMicroUsd: number) =>
      await deployment.t.mutation(internal.usage.decide, { turnId, costMicroUsd, operator: "Ana" });
    for (const wrong of [-1, 0.5, 1e12]) expect(await decide(wrong)).toMatchObject({ ok: false });
    expect(await decide(345)).toEqual({ ok: true, changedMicroUsd: -4_655 });
    expect(await decide(346)).toEqual({ ok: false, reason: "the turn's cost is already final" });
    const decided = { kinds: ["turn", "true-up", "decision"], charged: 345, tokens: 80, cost: 345 };
    expect(await inLedger(deployment, turnId)).toEqual(decided);
    expect((await events())[0]).toMatchObject({ actor: "Ana", action: "decide-cost" });
  });

  it("is not decided by an operator while the provider is being asked, or when it is proven", async () => {
    const deployment = open();
    const { turnId } = await runningTurn(deployment);
    const decide = async () =>
      await deployment.t.mutation(internal.usage.decide, { turnId, costMicroUsd: 1, operator: "Ana" });
    expect(await decide()).toMatchObject({ ok: false, reason: "the ledger has no such turn" });
    await deployment.service.mutation(api.turns.finish, finishArgs(brokenEnding(turnId)));
    expect(await decide()).toMatchObject({ ok: false, reason: "the provider is still being asked" });
    bills.set(`gen-${turnId}`, 0.000_345);
    await settleNow(deployment);
    expect(await decide()).toMatchObject({ ok: false, reason: "the turn's cost is already final" });
  });

  it("is compared with the provider's current price list, not with the policy's prices", async () => {
    list.set("google/gemini-2.5-flash", { prompt: "0.00001", completion: "0.00001" });
    const { ledger, rows } = await askedLater(0.003_45);
    expect([ledger.charged, rows.at(-1)?.final]).toEqual([3_450, true]);
  });

  it(
    "never moves the day's spend by more than the reservation without proof, whatever it is",
    async () => {
      const usd = fc.oneof(
        fc.constantFrom<unknown>(999, 0, -1, "0.0001", null, {}),
        fc.double({ min: 0, max: 0.02, noNaN: true }),
      );
      const tokens = fc.oneof(fc.constantFrom<unknown>(0, -5, 1e9, "12", null), fc.integer({ min: 0, max: 20_000 }));
      const bill = fc.record({
        total_cost: usd,
        is_byok: fc.boolean(),
        upstream_inference_cost: usd,
        native_tokens_prompt: tokens,
        native_tokens_completion: tokens,
      });
      const deployment = open();
      await fc.assert(
        fc.asyncProperty(bill, fc.boolean(), async (given, wasImplausible) => {
          await link.redis.flushdb();
          const over = wasImplausible ? { chargedMicroUsd: HELD.costMicroUsd, implausibleMicroUsd: 999_000_000 } : {};
          const { ledger, redis, rows } = await askedLater(given, over, deployment);
          const proven = rows.find(({ kind, final }) => kind === "true-up" && final);
          const most = proven ? 2 * HELD.costMicroUsd : HELD.costMicroUsd;
          expect(redis.settled).toBeLessThanOrEqual(most);
          expect(redis.settled).toBeGreaterThanOrEqual(0);
          expect(ledger.charged).toBe(redis.settled);
          if (!proven) return;
          // A token costs a micro-dollar here.
          const counted = (proven.inputTokens ?? 0) + (proven.outputTokens ?? 0);
          expect(proven.costMicroUsd).toBeLessThanOrEqual(Math.ceil(1.25 * counted));
        }),
        { numRuns: runsOf("spend-bound") },
      );
    },
    longTestTimeoutMs(),
  );

  it("does not close the service when it is implausible too: the reservation is charged, and an operator finds the row", async () => {
    const { deployment, turnId, ledger, redis, rows, left } = await askedLater(999);
    expect(ledger).toEqual({ kinds: ["turn", "true-up"], charged: 5_000, tokens: 80, cost: 0 });
    expect(redis).toEqual({ settled: 5_000, held: 0, tokens: 80 });
    expect(rows.at(-1)).toMatchObject({ final: false, costMicroUsd: null, implausibleMicroUsd: 999_000_000 });
    expect(left).toBe(0);
    expect(await deployment.t.query(internal.usage.implausible, {})).toMatchObject([{ turnId }]);
    await deployment.t.mutation(internal.usage.rollUp, { settledForMs: 0 });
    const days = await deployment.t.run(async ({ db }) => await db.query("usageDays").take(10));
    expect(days).toMatchObject([{ chargedMicroUsd: 5_000, costMicroUsd: 0, estimatedTurns: 1 }]);
  });
});
