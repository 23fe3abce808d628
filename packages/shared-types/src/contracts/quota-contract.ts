import { describe, expect, it } from "vitest";
import { PLANS, type PlanLimits } from "../plans/plan.ts";
import { DEFAULT_POLICY, type Policy } from "../policy/policy.ts";
import { serviceDay } from "../policy/service-day.ts";
import type { Offer, Quota, Reservation, ReserveRequest, ReserveResult, SettleRequest } from "../ports/quota.ts";

const DAY_MS = 86_400_000;
/** Noon in Jamaica. Every test has a day of its own, so that one store can serve them all. */
const FIRST_NOON_MS = Date.parse("2026-03-02T17:00:00Z");

/** What every Quota must do. `open` is called once a test and may give the same store each time; `skip` is the reason not to run. */
export function quotaContract(
  name: string,
  open: (policy: Policy) => Promise<Quota>,
  options: { readonly skip?: string | undefined } = {},
): void {
  const title = options.skip === undefined ? name : `${name} (skipped: ${options.skip})`;
  describe.skipIf(options.skip !== undefined)(`Quota: ${title}`, () => {
    let tests = 0;
    const setUp = async ({ guest, ...policy }: Partial<Policy> & { readonly guest?: Partial<PlanLimits> } = {}) => {
      tests += 1;
      const noonMs = FIRST_NOON_MS + tests * DAY_MS;
      const plans = { ...PLANS, guest: { ...PLANS.guest, ...guest } };
      const quota = await open({ ...DEFAULT_POLICY, plans, ...policy });
      const offer: Offer = {
        model: "fast",
        tokens: 100,
        costMicroUsd: 1_000,
        routes: ["google/gemini", "openai/gpt"],
        spendCapMicroUsd: policy.spend?.perDayMicroUsd ?? 1_000_000_000,
      };
      type Given = Partial<Omit<ReserveRequest, "offers"> & Offer> & { readonly offers?: ReserveRequest["offers"] };
      const reserve = (turn: number, given: Given = {}) => {
        const { model, tokens, costMicroUsd, routes, spendCapMicroUsd, ...request } = given;
        const asked = { model, tokens, costMicroUsd, routes, spendCapMicroUsd };
        const merged = Object.fromEntries(Object.entries({ ...offer, ...defined(asked) }));
        return quota.reserve({
          turnId: `turn-${tests}-${turn}-0123456789`,
          userId: `guest:ana-${tests}`,
          plan: "guest",
          nowMs: noonMs,
          address: null,
          proven: true,
          // safe because every field of an offer is there
          offers: [merged as unknown as Offer],
          ...request,
        });
      };
      const settle = (reservation: Reservation, given: Partial<SettleRequest> = {}) =>
        quota.settle({
          reservation,
          nowMs: noonMs,
          costMicroUsd: 0,
          tokens: 0,
          counts: true,
          final: true,
          outcomes: [],
          ...given,
        });
      const snapshot = (nowMs = noonMs) => quota.snapshot({ userId: `guest:ana-${tests}`, plan: "guest", nowMs });
      return { quota, noonMs, offer, reserve, settle, snapshot };
    };
    const spend = (perDayMicroUsd: number) => ({ spend: { ...DEFAULT_POLICY.spend, perDayMicroUsd } });
    const admission = (over: Partial<Policy["admission"]>) => ({ admission: { ...DEFAULT_POLICY.admission, ...over } });
    const { reservationTtlMs: TTL_MS, leaseMs: LEASE_MS } = DEFAULT_POLICY.admission;
    const { timeZone } = DEFAULT_POLICY;

    describe("a user's own limits", () => {
      it("admits a plan's turns a day, then says when the day ends and that a larger plan has more", async () => {
        const { reserve, settle, noonMs } = await setUp({ guest: { turnsPerDay: 3 } });
        const remaining: number[] = [];
        for (let turn = 0; turn < 3; turn++) {
          const reservation = admitted(await reserve(turn));
          remaining.push(reservation.meters.turns.remaining);
          await settle(reservation);
        }
        expect(remaining).toEqual([2, 1, 0]);
        const { endMs } = serviceDay(noonMs, timeZone);
        expect(await reserve(3)).toEqual({
          ok: false,
          degraded: false,
          refusal: {
            code: "quota_exceeded",
            scope: "user.turns_per_day",
            limit: 3,
            remaining: 0,
            resetAtMs: endMs,
            retryAfterMs: endMs - noonMs,
            upgrade: true,
          },
        });
        expect(endMs - noonMs).toBe(DAY_MS / 2);
      });

      it("promises no upgrade to who has the largest plan", async () => {
        const two = { ...PLANS.pro, turnsPerDay: 2 };
        const { reserve, settle } = await setUp({ plans: { guest: two, free: two, plus: two, pro: two } });
        for (let turn = 0; turn < 2; turn++) await settle(admitted(await reserve(turn, { plan: "pro" })));
        expect(await reserve(2, { plan: "pro" })).toMatchObject({
          refusal: { code: "quota_exceeded", upgrade: false },
        });
      });

      it("starts a new count at the service's midnight, not at UTC's", async () => {
        const { reserve, settle, noonMs } = await setUp({ guest: { turnsPerDay: 1 } });
        await settle(admitted(await reserve(0)));
        const { endMs } = serviceDay(noonMs, timeZone);
        expect(await reserve(1, { nowMs: endMs - 1 })).toMatchObject({ ok: false, refusal: { retryAfterMs: 1 } });
        expect(admitted(await reserve(1, { nowMs: endMs })).day).toBe(serviceDay(endMs, timeZone).name);
      });

      it("lets a turn leave the rolling window to the millisecond", async () => {
        const window = { seconds: 600, turns: 2, tokens: 10_000 };
        const { reserve, settle, noonMs } = await setUp({ guest: { window } });
        await settle(admitted(await reserve(0)));
        await settle(admitted(await reserve(1, { nowMs: noonMs + 1_000 })));
        const roomAtMs = noonMs + 600_000;
        expect(await reserve(2, { nowMs: roomAtMs - 1 })).toMatchObject({
          ok: false,
          refusal: { code: "quota_exceeded", scope: "user.turns_per_window", limit: 2, resetAtMs: roomAtMs, retryAfterMs: 1 },
        });
        admitted(await reserve(2, { nowMs: roomAtMs }));
        expect(await reserve(3, { nowMs: roomAtMs })).toMatchObject({ refusal: { resetAtMs: roomAtMs + 1_000 } });
      });

      it("counts the tokens a turn used against the day and the window, and what it may use until then", async () => {
        const window = { seconds: 600, turns: 50, tokens: 500 };
        const { reserve, settle, snapshot, noonMs } = await setUp({ guest: { tokensPerDay: 600, window } });
        const first = admitted(await reserve(0, { tokens: 300 }));
        expect(await reserve(1, { tokens: 250 })).toMatchObject({
          refusal: { code: "too_many_streams", scope: "user.tokens_on_hold" },
        });
        await settle(first, { tokens: 200 });
        expect(await reserve(1, { tokens: 301 })).toMatchObject({
          refusal: { code: "quota_exceeded", scope: "user.tokens_per_window", resetAtMs: noonMs + 600_000 },
        });
        await settle(admitted(await reserve(1, { tokens: 300 })), { tokens: 300 });
        expect(await snapshot()).toMatchObject({ tokens: { used: 500, remaining: 100 }, window: { tokens: { used: 500 } } });
        const later = { nowMs: noonMs + 600_000 };
        expect(await reserve(2, { ...later, tokens: 101 })).toMatchObject({
          refusal: { code: "quota_exceeded", scope: "user.tokens_per_day", remaining: 100, upgrade: true },
        });
        admitted(await reserve(2, { ...later, tokens: 100 }));
      });

      it("admits as many answers at a time as the plan allows, and the next when one is settled", async () => {
        const { reserve, settle } = await setUp();
        const first = admitted(await reserve(0));
        admitted(await reserve(1));
        const third = await reserve(2);
        expect(third).toMatchObject({
          ok: false,
          refusal: { code: "too_many_streams", scope: "user.in_flight", limit: 2 },
        });
        expect(third.ok ? 0 : third.refusal.retryAfterMs).toSatisfy((ms: number) => ms > 0 && ms <= 5_000);
        await settle(first);
        admitted(await reserve(2));
      });

      it("shows a user what is used and what is left", async () => {
        const { reserve, settle, snapshot, noonMs } = await setUp();
        expect(await snapshot()).toMatchObject({ turns: { used: 0, remaining: 20 }, inFlight: { used: 0 } });
        await settle(admitted(await reserve(0)), { tokens: 40 });
        admitted(await reserve(1));
        const { endMs: resetAtMs } = serviceDay(noonMs, timeZone);
        const { window, tokensPerDay } = PLANS.guest;
        expect(await snapshot()).toEqual({
          plan: "guest",
          turns: { limit: 20, used: 2, remaining: 18, resetAtMs },
          tokens: { limit: tokensPerDay, used: 140, remaining: tokensPerDay - 140, resetAtMs },
          window: {
            seconds: window.seconds,
            turns: { limit: window.turns, used: 2, remaining: window.turns - 2, resetAtMs: noonMs + window.seconds * 1_000 },
            tokens: {
              limit: window.tokens,
              used: 140,
              remaining: window.tokens - 140,
              resetAtMs: noonMs + window.seconds * 1_000,
            },
          },
          inFlight: { limit: 2, used: 1 },
        });
      });

      it("takes the same turn id of two users for two turns", async () => {
        const { reserve } = await setUp();
        admitted(await reserve(0, { userId: "guest:one" }));
        expect(admitted(await reserve(0, { userId: "guest:two" })).replayed).toBe(false);
      });
    });

    describe("the service's limits", () => {
      it("keeps one address from taking everything, by windows of the clock", async () => {
        const { reserve, noonMs } = await setUp(admission({ address: { turns: 2, seconds: 60 } }));
        const from = (turn: number, given: { address?: string; nowMs?: number } = {}) =>
          reserve(turn, { userId: `guest:${turn}`, address: "192.0.2.1", ...given });
        admitted(await from(0));
        admitted(await from(1));
        expect(await from(2)).toMatchObject({
          refusal: { code: "rate_limited", scope: "address.burst", limit: 2, retryAfterMs: 60_000 },
        });
        admitted(await from(2, { address: "192.0.2.2" }));
        expect(await from(3, { nowMs: noonMs + 59_999 })).toMatchObject({ refusal: { retryAfterMs: 1 } });
        admitted(await from(3, { nowMs: noonMs + 60_000 }));
      });

      it("has so many places, and gives a freed one to the next", async () => {
        const { reserve, settle } = await setUp(admission({ bulkheads: { openrouter_chat: 2 } }));
        const first = admitted(await reserve(0, { userId: "guest:0" }));
        admitted(await reserve(1, { userId: "guest:1" }));
        const refused = await reserve(2, { userId: "guest:2" });
        expect(refused).toMatchObject({ refusal: { code: "capacity_saturated", scope: "bulkhead.openrouter_chat" } });
        expect(refused.ok ? 0 : refused.refusal.retryAfterMs).toBeGreaterThan(0);
        await settle(first);
        admitted(await reserve(2, { userId: "guest:2" }));
      });

      it("has places of its own for jobs, which take none from a user and leave nothing behind", async () => {
        const { reserve, settle, snapshot } = await setUp(admission({ bulkheads: { openrouter_chat: 1, openrouter_jobs: 1 } }));
        admitted(await reserve(0));
        const job = { userId: "service:title:one", bulkhead: "openrouter_jobs" } as const;
        const first = admitted(await reserve(1, job));
        expect(await reserve(2, { ...job, userId: "service:title:two" })).toMatchObject({
          refusal: { code: "capacity_saturated", scope: "bulkhead.openrouter_jobs" },
        });
        await settle(first, { counts: false, costMicroUsd: 30 });
        admitted(await reserve(2, { ...job, userId: "service:title:two" }));
        expect((await snapshot())?.turns.used).toBe(1);
      });

      it("goes round a provider whose places are taken, and refuses when all are", async () => {
        const { reserve } = await setUp(admission({ bulkheads: { "provider:google": 1, "provider:openai": 1 } }));
        const routes = [];
        for (let turn = 0; turn < 2; turn++) {
          routes.push(admitted(await reserve(turn, { userId: `guest:${turn}` })).route);
        }
        expect(routes).toEqual(["google/gemini", "openai/gpt"]);
        expect(await reserve(2, { userId: "guest:2" })).toMatchObject({
          refusal: { code: "capacity_saturated", scope: "bulkhead.provider:google" },
        });
      });

      it("admits so many turns a second, and says when the next one begins", async () => {
        const { reserve, noonMs } = await setUp(admission({ turnsPerSecond: 2 }));
        for (let turn = 0; turn < 2; turn++) admitted(await reserve(turn, { userId: `guest:${turn}` }));
        const nowMs = noonMs + 400;
        expect(await reserve(2, { userId: "guest:2", nowMs })).toMatchObject({
          refusal: { code: "capacity_saturated", scope: "service.turns_per_second", retryAfterMs: 600 },
        });
        admitted(await reserve(2, { userId: "guest:2", nowMs: noonMs + 1_000 }));
      });

      it("has a limit on all turns in flight", async () => {
        const { reserve } = await setUp(admission({ maxInFlight: 1 }));
        admitted(await reserve(0, { userId: "guest:0" }));
        expect(await reserve(1, { userId: "guest:1" })).toMatchObject({
          refusal: { code: "capacity_saturated", scope: "service.in_flight" },
        });
      });

      it("asks strangers for proof of work while places are scarce, and nobody who has shown it", async () => {
        const { reserve } = await setUp(admission({ bulkheads: { openrouter_chat: 5 } }));
        const from = (turn: number, proven: boolean) => reserve(turn, { userId: `guest:${turn}`, proven });
        for (let turn = 0; turn < 4; turn++) admitted(await from(turn, false));
        expect(await from(4, false)).toMatchObject({ refusal: { code: "proof_required", scope: "bot.proof" } });
        admitted(await from(4, true));
      });
    });

    describe("money", () => {
      it("never holds more than the service may spend a day, and tells nobody how much that is", async () => {
        const { reserve, settle, noonMs } = await setUp(spend(10_000));
        for (let turn = 0; turn < 2; turn++) {
          const reservation = admitted(await reserve(turn, { userId: `guest:${turn}`, costMicroUsd: 5_000 }));
          await settle(reservation, { costMicroUsd: 5_000 });
        }
        const { endMs } = serviceDay(noonMs, timeZone);
        expect(await reserve(2, { costMicroUsd: 1 })).toEqual({
          ok: false,
          degraded: false,
          refusal: {
            code: "spend_cap_reached",
            scope: "service.spend_per_day",
            resetAtMs: endMs,
            retryAfterMs: endMs - noonMs,
          },
        });
      });

      it("says to wait a moment when only unfinished answers are in the way", async () => {
        const { reserve, settle } = await setUp(spend(10_000));
        const first = admitted(await reserve(0, { userId: "guest:0", costMicroUsd: 9_000 }));
        const refused = await reserve(1, { costMicroUsd: 2_000 });
        expect(refused).toMatchObject({ refusal: { code: "capacity_saturated", scope: "service.spend_on_hold" } });
        expect(refused.ok ? 0 : refused.refusal.retryAfterMs).toBeLessThanOrEqual(5_000);
        await settle(first, { costMicroUsd: 1_000 });
        admitted(await reserve(1, { costMicroUsd: 2_000 }));
      });

      it("holds each plan to its own money", async () => {
        const { reserve } = await setUp({ guest: { spendPerDayMicroUsd: 1_500 } });
        admitted(await reserve(0));
        expect(await reserve(1, { userId: "guest:1" })).toMatchObject({ refusal: { scope: "service.spend_on_hold" } });
        expect(await reserve(1, { userId: "guest:1", costMicroUsd: 1_501 })).toMatchObject({
          refusal: { code: "spend_cap_reached", scope: "plan.spend_per_day", upgrade: true },
        });
        admitted(await reserve(2, { userId: "acct", plan: "free" }));
      });

      it("takes the second offer when the first is too dear", async () => {
        const { reserve, offer, settle } = await setUp(spend(10_000));
        const dear: Offer = { ...offer, model: "smart", costMicroUsd: 3_000, spendCapMicroUsd: 5_000 };
        const cheap: Offer = { ...offer, spendCapMicroUsd: 10_000 };
        const ask = (turn: number) => reserve(turn, { userId: `guest:${turn}`, offers: [dear, cheap] });
        const first = admitted(await ask(0));
        expect(first.model).toBe("smart");
        await settle(first, { costMicroUsd: 3_000 });
        expect(admitted(await ask(1))).toMatchObject({ model: "fast", costMicroUsd: 1_000 });
      });

      it("gives back what a turn did not use", async () => {
        const { reserve, settle } = await setUp(spend(10_000));
        await settle(admitted(await reserve(0, { costMicroUsd: 10_000 })), { costMicroUsd: 4_000 });
        expect(await reserve(1, { costMicroUsd: 6_001 })).toMatchObject({ ok: false });
        admitted(await reserve(1, { costMicroUsd: 6_000 }));
      });

      it("charges a cost that is not known for sure, and what it turns out to be, once each", async () => {
        const { reserve, settle, snapshot } = await setUp(spend(10_000));
        const reservation = admitted(await reserve(0, { costMicroUsd: 5_000 }));
        await settle(reservation, { costMicroUsd: 5_000, tokens: 90, final: false });
        await settle(reservation, { costMicroUsd: 1, tokens: 1, final: false });
        for (let i = 0; i < 2; i++) await settle(reservation, { costMicroUsd: 3_000, tokens: 70 });
        expect(await snapshot()).toMatchObject({ turns: { used: 1 }, tokens: { used: 70 } });
        expect(await reserve(1, { costMicroUsd: 7_001 })).toMatchObject({ ok: false });
        admitted(await reserve(1, { costMicroUsd: 7_000 }));
      });

      it("tells of each share of the day's money once", async () => {
        const { reserve, settle } = await setUp({
          spend: { ...DEFAULT_POLICY.spend, perDayMicroUsd: 10_000, alertsAtPercent: [50, 80, 95] },
        });
        const alerts: (readonly number[])[] = [];
        for (const [turn, costMicroUsd] of [4_000, 2_000, 3_000, 900].entries()) {
          const reservation = admitted(await reserve(turn, { userId: `guest:${turn}`, costMicroUsd }));
          alerts.push((await settle(reservation, { costMicroUsd })).alertsAtPercent);
        }
        expect(alerts).toEqual([[], [50], [80], [95]]);
      });

      it("charges the day a turn was admitted in, after midnight too", async () => {
        const { reserve, settle, snapshot, noonMs } = await setUp(spend(10_000));
        const { endMs } = serviceDay(noonMs, timeZone);
        const [before, after] = [endMs - 1_000, endMs + 1_000];
        const reservation = admitted(await reserve(0, { nowMs: before, costMicroUsd: 8_000 }));
        await settle(reservation, { nowMs: after, costMicroUsd: 8_000 });
        admitted(await reserve(1, { nowMs: after, costMicroUsd: 10_000 }));
        expect(await reserve(2, { nowMs: before, costMicroUsd: 2_001 })).toMatchObject({ ok: false });
        expect(await snapshot(after)).toMatchObject({ turns: { used: 1 }, inFlight: { used: 1 } });
      });

      it("takes no amount that is not whole micro-dollars, and charges nothing for it", async () => {
        const { reserve, settle, snapshot } = await setUp();
        for (const costMicroUsd of [-1, 0.5, Number.NaN, 2 ** 53]) {
          await expect(reserve(0, { costMicroUsd })).rejects.toMatchObject({ name: "SendcatError" });
        }
        expect(await snapshot()).toMatchObject({ turns: { used: 0 }, inFlight: { used: 0 } });
        const reservation = admitted(await reserve(0));
        await expect(settle(reservation, { costMicroUsd: -1 })).rejects.toMatchObject({ name: "SendcatError" });
        expect(await snapshot()).toMatchObject({ inFlight: { used: 1 } });
      });
    });

    describe("a worker that dies", () => {
      it("frees its places when its lease has run out", async () => {
        const { reserve, snapshot, noonMs } = await setUp();
        admitted(await reserve(0));
        admitted(await reserve(1));
        expect(await reserve(2, { nowMs: noonMs + LEASE_MS - 1 })).toMatchObject({ ok: false });
        expect(await snapshot(noonMs + LEASE_MS)).toMatchObject({ inFlight: { used: 0 } });
        admitted(await reserve(2, { nowMs: noonMs + LEASE_MS }));
      });

      it("frees its money when its hold has fallen, and no sooner", async () => {
        const { reserve, noonMs } = await setUp(spend(10_000));
        const { expiresAtMs } = admitted(await reserve(0, { costMicroUsd: 10_000 }));
        expect(expiresAtMs).toBeGreaterThanOrEqual(noonMs + TTL_MS);
        expect(expiresAtMs).toBeLessThanOrEqual(noonMs + TTL_MS + 15_000);
        expect(await reserve(1, { nowMs: expiresAtMs - 1 })).toMatchObject({ ok: false });
        admitted(await reserve(1, { nowMs: expiresAtMs, costMicroUsd: 10_000 }));
      });

      it("is charged what a late answer cost, once, although its hold had fallen", async () => {
        const { reserve, settle } = await setUp(spend(10_000));
        const late = admitted(await reserve(0, { costMicroUsd: 5_000 }));
        const nowMs = late.expiresAtMs;
        for (let i = 0; i < 2; i++) expect((await settle(late, { nowMs, costMicroUsd: 3_000 })).settled).toBe(true);
        expect(await reserve(2, { nowMs, costMicroUsd: 7_001 })).toMatchObject({ ok: false });
        admitted(await reserve(2, { nowMs, costMicroUsd: 7_000 }));
      });
    });

    describe("a turn sent twice", () => {
      it("is charged once and gets no second place", async () => {
        const { reserve, settle, snapshot } = await setUp({ guest: { turnsPerDay: 1, maxInFlight: 1 } });
        const first = admitted(await reserve(0));
        expect(first.replayed).toBe(false);
        const again = admitted(await reserve(0));
        expect(again).toEqual({ ...first, replayed: true });
        await settle(first);
        expect(admitted(await reserve(0))).toMatchObject({ replayed: true, meters: { turns: { remaining: 0 } } });
        expect(await snapshot()).toMatchObject({ turns: { used: 1 }, inFlight: { used: 0 } });
      });

      it("settles once however often it is asked", async () => {
        const { reserve, settle } = await setUp(spend(10_000));
        const reservation = admitted(await reserve(0));
        const answers = await Promise.all(Array.from({ length: 5 }, () => settle(reservation, { costMicroUsd: 4_000 })));
        expect(answers.map(({ settled }) => settled)).toEqual([true, true, true, true, true]);
        admitted(await reserve(1, { costMicroUsd: 6_000 }));
      });

      it("can be tried again under its id when it never reached the model", async () => {
        const { reserve, settle, snapshot } = await setUp({ guest: { turnsPerDay: 1 } });
        const reservation = admitted(await reserve(0));
        for (let i = 0; i < 2; i++) await settle(reservation, { counts: false });
        expect(await snapshot()).toMatchObject({
          turns: { used: 0, remaining: 1 },
          tokens: { used: 0 },
          inFlight: { used: 0 },
        });
        expect(admitted(await reserve(0))).toMatchObject({ replayed: false, meters: { turns: { remaining: 0 } } });
      });

      it("is told apart from 200 others that come at once: exactly the limit is admitted", async () => {
        const { reserve } = await setUp({
          ...admission({ bulkheads: {}, turnsPerSecond: 1_000 }),
          guest: { turnsPerDay: 20, maxInFlight: 100, window: { seconds: 60, turns: 500, tokens: 1_000_000 } },
        });
        const results = await Promise.all(Array.from({ length: 200 }, (_, turn) => reserve(turn)));
        expect(results.filter((result) => result.ok)).toHaveLength(20);
      });
    });

    describe("a circuit breaker", () => {
      const failed = (route: string) => ({ route, ok: false });
      const { consecutiveFailures, openMs, probes, closeAfter } = DEFAULT_POLICY.breaker;

      /** Turns that all fail on every route; answers how many were admitted before the first was shed. */
      const failUntilShed = async ({ reserve, settle, noonMs }: Awaited<ReturnType<typeof setUp>>) => {
        for (let turn = 0; turn < 20; turn++) {
          const result = await reserve(turn, { userId: `guest:${turn}`, nowMs: noonMs + turn });
          if (!result.ok) return { turn, result };
          const outcomes = [failed("google/gemini"), failed("openai/gpt")];
          await settle(result.reservation, { nowMs: noonMs + turn, counts: false, outcomes });
        }
        throw new Error("never shed");
      };

      it("opens after failures in a row and sheds with the time it tries again", async () => {
        const context = await setUp();
        const { turn, result } = await failUntilShed(context);
        expect(turn).toBe(consecutiveFailures);
        expect(result).toMatchObject({ refusal: { code: "provider_unavailable", scope: "provider.breaker" } });
        expect(result.refusal.retryAfterMs).toSatisfy((ms: number) => ms > 0 && ms <= openMs);
      });

      it("sends turns by the other route while one is open", async () => {
        const { reserve, settle, noonMs } = await setUp();
        for (let turn = 0; turn < consecutiveFailures; turn++) {
          const reservation = admitted(await reserve(turn, { userId: `guest:${turn}` }));
          expect(reservation.route).toBe("google/gemini");
          await settle(reservation, { outcomes: [failed("google/gemini"), { route: "openai/gpt", ok: true }] });
        }
        expect(admitted(await reserve(50, { userId: "guest:50", nowMs: noonMs + 1 })).route).toBe("openai/gpt");
      });

      it("lets a few probes through when its time is over, and closes when they go well", async () => {
        const context = await setUp();
        const { reserve, settle, noonMs } = context;
        await failUntilShed(context);
        const nowMs = noonMs + 20 + openMs;
        const ask = (turn: number) => reserve(turn, { userId: `guest:p${turn}`, nowMs, routes: ["google/gemini"] });
        const tried = [];
        for (let turn = 100; turn < 100 + probes + 1; turn++) tried.push(await ask(turn));
        expect(tried.map(({ ok }) => ok)).toEqual([...Array<boolean>(probes).fill(true), false]);
        expect(tried.at(-1)).toMatchObject({ refusal: { code: "provider_unavailable" } });
        for (const probe of tried.slice(0, closeAfter)) {
          await settle(admitted(probe), { nowMs: nowMs + 10, outcomes: [{ route: "google/gemini", ok: true }] });
        }
        for (let turn = 200; turn < 210; turn++) admitted(await ask(turn));
      });

      it("opens again, for longer, when a probe fails", async () => {
        const context = await setUp();
        const { reserve, settle, noonMs } = context;
        await failUntilShed(context);
        const nowMs = noonMs + 20 + openMs;
        const ask = (turn: number, at: number) =>
          reserve(turn, { userId: `guest:p${turn}`, nowMs: at, routes: ["google/gemini"] });
        await settle(admitted(await ask(100, nowMs)), { nowMs, counts: false, outcomes: [failed("google/gemini")] });
        expect(await ask(101, nowMs + 2 * openMs - 1)).toMatchObject({ refusal: { scope: "provider.breaker" } });
        admitted(await ask(101, nowMs + 2 * openMs));
      });

      it("moves a turn whose route failed to the next one, and tells the breaker at once", async () => {
        const { quota, reserve, noonMs } = await setUp(admission({ bulkheads: { "provider:openai": 1 } }));
        const move = (reservation: Reservation) =>
          quota.reroute({ reservation, nowMs: noonMs, failed: failed("google/gemini"), to: ["openai/gpt"] });
        const [first, second] = [admitted(await reserve(0)), admitted(await reserve(1))];
        expect(await move(first)).toEqual({ ok: true, route: "openai/gpt" });
        expect(await move(second)).toEqual({ ok: false });
        for (let i = 2; i < consecutiveFailures; i++) await move(second);
        expect(await reserve(9, { userId: "guest:9", routes: ["google/gemini"] })).toMatchObject({
          refusal: { scope: "provider.breaker" },
        });
      });
    });
  });
}

function admitted(result: ReserveResult): Reservation {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  expect(result.degraded).toBe(false);
  return result.reservation;
}

function defined<T extends object>(value: T): Partial<T> {
  // safe because the undefined entries are the ones filtered out
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Partial<T>;
}

