import { PLANS, serviceDay, type PlanName, type Reservation } from "@sendcat/shared-types";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createQuota } from "./create-quota.ts";
import { spendKey } from "./keys.ts";
import { createRedisClient } from "./redis/create-redis-client.ts";
import { LOCAL_BACKENDS, openLocalRedis, type LocalRedis } from "./testing/local-redis.ts";
import { QuotaModel } from "./testing/quota-model.ts";
import { readKeys } from "./testing/read-keys.ts";

const CAP = 1_000;
const TTL_MS = 100;
const POLICY = {
  plans: {
    ...PLANS,
    guest: { ...PLANS.guest, turnsPerDay: 4, maxInFlight: 2 },
    plus: { ...PLANS.plus, turnsPerDay: 7, maxInFlight: 3 },
  },
  timeZone: "America/Jamaica",
  spendPerDayMicroUsd: CAP,
  reservationTtlMs: TTL_MS,
};
/** A minute before midnight in Jamaica, so that runs cross it. */
const START_MS = Date.parse("2026-03-03T04:59:00Z");

const USERS: readonly { readonly userId: string; readonly plan: PlanName }[] = [
  { userId: "guest:ana", plan: "guest" },
  { userId: "guest:ben", plan: "guest" },
  { userId: "acct|cy:7/é", plan: "plus" },
];

const reserveArbitrary = fc.record({
  kind: fc.constant("reserve" as const),
  user: fc.nat(USERS.length - 1),
  turn: fc.nat(11),
  costMicroUsd: fc.oneof(fc.nat(400), fc.constantFrom(0, 1, CAP)),
});
const settleArbitrary = fc.record({
  kind: fc.constant("settle" as const),
  /** Which of the reservations made so far. */
  pick: fc.nat(1_000),
  /** Share of the hold that was used. */
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  counts: fc.boolean(),
});
const waitArbitrary = fc.record({
  kind: fc.constant("wait" as const),
  ms: fc.oneof(fc.nat(60), fc.constantFrom(TTL_MS - 1, TTL_MS, 30_000, 60_000)),
});
const stepArbitrary = fc.oneof(
  { weight: 5, arbitrary: reserveArbitrary },
  { weight: 3, arbitrary: settleArbitrary },
  { weight: 2, arbitrary: waitArbitrary },
);

type Generated<A> = A extends fc.Arbitrary<infer T> ? T : never;
type Held = Reservation & { readonly costMicroUsd: number };

for (const { kind, title, skip } of LOCAL_BACKENDS) {
  // The fallback runs Lua in JavaScript, some ten times slower.
  const numRuns = kind === "redis" ? 200 : 25;

  describe.skipIf(skip !== undefined)(`the laws of admission, on ${title}${skip ? ` (skipped: ${skip})` : ""}`, () => {
    let local: LocalRedis;
    beforeAll(async () => {
      local = await openLocalRedis(kind);
    });
    afterAll(() => local?.close());

    const openQuota = (redis = local.redis) => createQuota({ redis, policy: POLICY, timeoutMs: 20_000 });
    const setUp = async () => {
      await local.redis.flushdb();
      return openQuota();
    };
    const moneyOf = async (day: string) => {
      const money = await local.redis.hgetall<Record<"settled" | "held", number>>(spendKey(day));
      return { settled: money?.settled ?? 0, held: money?.held ?? 0 };
    };

    it(
      "decides as the plain rules do: no refusal while there is room, a refusal changes no key, every key expires",
      { timeout: 120_000 },
      async () => {
        const run = async (steps: readonly Generated<typeof stepArbitrary>[]) => {
          const quota = await setUp();
          const model = new QuotaModel(POLICY);
          const made: Held[] = [];
          let nowMs = START_MS;
          for (const step of steps) {
            if (step.kind === "wait") nowMs += step.ms;
            if (step.kind === "reserve") {
              const user = USERS[step.user] ?? USERS[0];
              if (!user) throw new Error("no user");
              const request = { ...user, turnId: `turn-${step.turn}`, nowMs, costMicroUsd: step.costMicroUsd };
              const before = await readKeys(local.redis);
              const result = await quota.reserve(request);
              const verdict = model.reserve(request);
              const got = result.ok ? (result.reservation.replayed ? "replayed" : "admitted") : result.refusal.scope;
              expect(got).toBe(verdict);
              if (verdict !== "admitted") expect(await readKeys(local.redis)).toEqual(before);
              if (result.ok) made.push({ ...result.reservation, costMicroUsd: step.costMicroUsd });
            }
            if (step.kind === "settle" && made.length > 0) {
              const reservation = made[step.pick % made.length];
              if (!reservation) continue;
              // A replay may name another cost; what is used stays within what was held first.
              const first = made.find(
                (held) => held.userId === reservation.userId && held.turnId === reservation.turnId,
              );
              const costMicroUsd = Math.floor((first?.costMicroUsd ?? 0) * step.share);
              const charge = { nowMs, costMicroUsd, counts: step.counts };
              expect(await quota.settle({ reservation, ...charge })).toBe(true);
              model.settle({ ...reservation, nowMs }, charge);
            }
            const { name: day } = serviceDay(nowMs, POLICY.timeZone);
            const at = nowMs;
            const [money, ...seen] = await Promise.all([
              moneyOf(day),
              ...USERS.map((user) => quota.snapshot({ ...user, nowMs: at })),
            ]);
            expect(money.settled).toBe(model.settled(day));
            expect(money.held).toBeGreaterThanOrEqual(model.held(day, nowMs));
            expect(model.settled(day) + model.held(day, nowMs)).toBeLessThanOrEqual(CAP + model.late(day));
            for (const [index, { userId }] of USERS.entries()) {
              expect(seen[index]?.turns.used).toBe(model.used(userId, day));
              expect(seen[index]?.inFlight.used).toBe(model.inFlight(userId, nowMs));
            }
          }
          for (const [key, { expiresAtMs }] of await readKeys(local.redis))
            expect([key, expiresAtMs > 0]).toEqual([key, true]);
        };
        await fc.assert(fc.asyncProperty(fc.array(stepArbitrary, { maxLength: 30 }), run), { numRuns });
      },
    );

    it(
      "holds the caps when callers come at once, and holds nothing when all have settled or died",
      { timeout: 120_000 },
      async () => {
        const batchArbitrary = fc.record({
          reserves: fc.array(reserveArbitrary, { maxLength: 12 }),
          settles: fc.array(settleArbitrary, { maxLength: 6 }),
          waitMs: fc.constantFrom(0, 0, 0, 30, TTL_MS),
        });
        // Callers of one process share a request to Redis; several processes make requests that race.
        const { url, token } = local.server;
        const others = [1, 2].map(() => openQuota(createRedisClient({ url, token, timeoutMs: 20_000 })));
        const run = async (batches: readonly Generated<typeof batchArbitrary>[]) => {
          const quota = await setUp();
          const processes = [quota, ...others];
          const day = serviceDay(START_MS, POLICY.timeZone).name;
          const made = new Map<string, Held>();
          const charged = new Map<string, number>();
          let late = 0;
          let nowMs = START_MS;
          for (const { reserves, settles, waitMs } of batches) {
            nowMs += waitMs;
            const at = nowMs;
            const results = await Promise.all(
              reserves.map(async ({ user, turn, costMicroUsd }, index) => {
                const from = processes[index % processes.length] ?? quota;
                const who = USERS[user] ?? { userId: "nobody", plan: "guest" as const };
                const result = await from.reserve({ ...who, turnId: `turn-${turn}`, nowMs: at, costMicroUsd });
                return { result, costMicroUsd };
              }),
            );
            const afterReserves = await moneyOf(day);
            expect(afterReserves.settled + afterReserves.held).toBeLessThanOrEqual(CAP + late);
            for (const { result, costMicroUsd } of results) {
              if (result.ok && !result.reservation.replayed) {
                made.set(`${result.reservation.userId}/${result.reservation.turnId}`, {
                  ...result.reservation,
                  costMicroUsd,
                });
              }
              // Money only grew in this batch, so a refusal for money must still be right at its end.
              if (!result.ok && result.refusal.scope === "service.spend_per_day") {
                expect(afterReserves.settled + afterReserves.held + costMicroUsd).toBeGreaterThan(CAP);
              }
            }
            for (const user of USERS) {
              const seen = await quota.snapshot({ ...user, nowMs });
              expect(seen?.inFlight.used).toBeLessThanOrEqual(POLICY.plans[user.plan].maxInFlight);
              expect(seen?.turns.used).toBeLessThanOrEqual(POLICY.plans[user.plan].turnsPerDay);
            }
            // Each settle is sent twice, at once: it must charge once.
            await Promise.all(
              settles.flatMap(({ pick, share }) => {
                const [id, reservation] = [...made][pick % Math.max(1, made.size)] ?? [];
                if (id === undefined || !reservation) return [];
                if (!charged.has(id)) {
                  charged.set(id, Math.floor(reservation.costMicroUsd * share));
                  if (reservation.expiresAtMs <= at) late += charged.get(id) ?? 0;
                }
                const charge = { reservation, nowMs: at, costMicroUsd: charged.get(id) ?? 0, counts: true };
                return processes.slice(0, 2).map((process) => process.settle(charge));
              }),
            );
          }
          // Everybody else died. The next admission sweeps what they held.
          nowMs = Math.max(nowMs + TTL_MS, START_MS + 1);
          const sweeper = { userId: "guest:sweeper", plan: "guest" as const, turnId: "sweep", nowMs, costMicroUsd: 0 };
          const swept = await quota.reserve(sweeper);
          const total = [...charged.values()].reduce((sum, cost) => sum + cost, 0);
          const money = await moneyOf(day);
          expect(money.settled).toBe(total);
          if (swept.ok) expect(money.held).toBe(0);
          else expect(total).toBeGreaterThan(CAP);
          for (const user of USERS) expect((await quota.snapshot({ ...user, nowMs }))?.inFlight.used).toBe(0);
        };
        await fc.assert(fc.asyncProperty(fc.array(batchArbitrary, { maxLength: 6 }), run), { numRuns });
      },
    );
  });
}
