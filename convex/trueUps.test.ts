// @vitest-environment node
import type { FinishTurn } from "@sendcat/shared-types";
import { describe, expect, it } from "vitest";
import { api, internal } from "./_generated/api.js";
import { finishArgs } from "./model/platform/deployment.fixture.ts";
import {
  bills,
  brokenEnding,
  inLedger,
  inRedis,
  open,
  quota,
  runningTurn,
  settled,
  settleNow,
  HELD,
} from "./model/money/settlement.fixture.ts";

describe("the provider's later report of a cost", () => {
  /** A stopped answer that was charged 120 micro-dollars of its reservation of 5,000; `bill` is what the provider later reports. */
  async function askedLater(bill: number | Readonly<Record<string, unknown>>, over: Partial<FinishTurn> = {}) {
    const deployment = open();
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
    const { ledger, redis } = await askedLater({ total_cost: 0, is_byok: true, upstream_inference_cost: 0.001_234 });
    expect([ledger.charged, redis.settled]).toEqual([1_234, 1_234]);
    const withFee = await askedLater({ total_cost: 0.000_06, is_byok: true, upstream_inference_cost: 0.001_234 });
    expect(withFee.ledger.charged).toBe(1_294);
  });

  it("is not counted twice when the router pays the provider", async () => {
    const { ledger } = await askedLater({ total_cost: 0.000_345, is_byok: false, upstream_inference_cost: 0.000_345 });
    expect(ledger.charged).toBe(345);
  });

  it.each([
    ["no cost", { total_cost: null }],
    ["a negative cost", { total_cost: -1 }],
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

  it("may be a little above the reservation", async () => {
    const { ledger, redis } = await askedLater(0.009);
    expect([ledger.charged, redis.settled]).toEqual([9_000, 9_000]);
  });

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
