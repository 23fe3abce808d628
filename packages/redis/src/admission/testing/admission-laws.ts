import {
  serviceDay,
  type Offer,
  type RerouteRequest,
  type Reservation,
  type ReserveRequest,
} from "@sendcat/shared-types";
import { createMemoryQuota, sampleRoute } from "@sendcat/port-contracts";
import { longTestTimeoutMs } from "@sendcat/test-depth";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLeasedQuota, type LeasedQuota } from "../create-quota.ts";
import { addressSpendKey, LOADS_KEY, SERVICE_KEY, spendKey } from "../../keys.ts";
import { connectRedis } from "../../connection/connect-redis.ts";
import type { QuotaPolicy } from "../quota-policy.ts";
import { openLocalRedis, type LOCAL_BACKENDS, type LocalRedis } from "../../testing/local-redis.ts";
import { parseCounts } from "../../metrics/metrics-buffer.ts";
import {
  ADDRESS_SHARE,
  CAP,
  LEASE_MS,
  PLAN_CAP,
  START_MS,
  SKEWS_MS,
  USERS,
  reserveArbitrary,
  settleArbitrary,
  limitsArbitrary,
  stepArbitrary,
  policyOf,
  requestOf,
  type Generated,
  type LimitsName,
  type Made,
} from "./admission-steps.ts";
import { readKeys } from "../../testing/read-keys.ts";

/** The laws of the Quota port as property tests: random histories of three hosts, compared with the rules in plain JavaScript. */
export function admissionLaws(backend: (typeof LOCAL_BACKENDS)[number], numRuns: number): void {
  const { kind, title, skip } = backend;
  describe.skipIf(skip !== undefined)(`the laws of admission, on ${title}${skip ? ` (skipped: ${skip})` : ""}`, () => {
    let local: LocalRedis;
    let links: LocalRedis["link"][];
    beforeAll(async () => {
      local = await openLocalRedis(kind);
      // Calls of one process share a request to Redis; several processes send requests that race.
      const { url, token } = local.server;
      links = [local.link, ...[1, 2].map(() => connectRedis({ url, token, timeoutMs: 20_000 }))];
    });
    afterAll(() => local?.close());

    const openProcess = (index: number, policy: QuotaPolicy): LeasedQuota =>
      createLeasedQuota({
        link: links[index] ?? local.link,
        policy,
        onFault: ({ operation, cause }) => expect.fail(`${operation}: ${String(cause)}`),
      });
    const setUp = async (limits: LimitsName) => {
      await local.redis.flushdb();
      const policy = policyOf(limits);
      return { policy, processes: [0, 1, 2].map((index) => openProcess(index, policy)) };
    };

    it(
      "decides as the plain rules do: no refusal while there is room, a refusal changes no key, what a dead worker held comes back",
      { timeout: longTestTimeoutMs() },
      async () => {
        const run = async (limits: LimitsName, steps: readonly Generated<typeof stepArbitrary>[]) => {
          const { policy, processes } = await setUp(limits);
          const rules = createMemoryQuota(policy);
          const expected = [rules, rules.process(), rules.process()];
          const model = (index: number) => expected[index] ?? expect.fail();
          const made = new Map<string, Made>();
          let clockMs = START_MS;
          const at = (index: number) => clockMs + (SKEWS_MS[index] ?? 0);
          const process = (index: number): LeasedQuota => processes[index] ?? expect.fail();
          for (const step of steps) {
            if (step.kind === "wait") clockMs += step.ms;
            if (step.kind === "beat") {
              await process(step.process).beat(at(step.process));
              model(step.process).beat(at(step.process));
            }
            if (step.kind === "crash") {
              processes[step.process] = openProcess(step.process, policy);
              model(step.process).crash();
            }
            if (step.kind === "reserve") {
              const request = requestOf(step, at(step.process), [...made.values()]);
              const verdict = await model(step.process).reserve(request);
              const isNew = verdict.ok && !verdict.reservation.replayed;
              const before = isNew ? null : await readKeys(local.redis);
              const result = await process(step.process).reserve(request);
              expect(result).toEqual(verdict);
              // The very first call seeds the store.
              if (before && before.size > 0) expect(await readKeys(local.redis)).toEqual(before);
              if (result.ok && isNew) {
                const offer =
                  request.offers.find(({ model: name }) => name === result.reservation.model) ?? expect.fail();
                made.set(idOf(request), madeOf(request, { reservation: result.reservation, offer, made }));
              }
            }
            if (step.kind === "reroute" && made.size > 0) {
              const reservation = [...made.values()][step.pick % made.size] ?? expect.fail();
              const failed = { route: step.failed, ok: false };
              const move: RerouteRequest = { reservation, nowMs: at(step.process), failed, to: [sampleRoute(step.to)] };
              expect(await process(step.process).reroute(move)).toEqual(await model(step.process).reroute(move));
            }
            if (step.kind === "settle" && made.size > 0) {
              const reservation = [...made.values()][step.pick % made.size] ?? expect.fail();
              const { offer } = reservation;
              const charge = {
                nowMs: at(step.process),
                costMicroUsd: step.counts ? Math.floor(offer.costMicroUsd * step.share) : 0,
                tokens: Math.floor(offer.tokens * step.share),
                counts: step.counts,
                final: step.final,
                outcomes: step.outcomes,
              };
              const settle = { reservation, ...charge };
              expect(await process(step.process).settle(settle)).toEqual(await model(step.process).settle(settle));
            }
          }
          // Each user's usage, and the service's sums, are as the rules say.
          const nowMs = at(0);
          const { name: day } = serviceDay(nowMs, policy.timeZone);
          for (const { userId, plan } of USERS) {
            const who = { userId, plan, nowMs };
            expect(await process(0).snapshot(who)).toEqual(await model(0).snapshot(who));
          }
          const money = await local.redis.hgetall<Record<string, number>>(spendKey(day));
          const settled = Object.entries(money ?? {}).filter(([field]) => field.startsWith("settled|"));
          expect(settled.reduce((sum, [, amount]) => sum + amount, 0)).toBe(rules.settled(day));
          for (const [key, { expiresAtMs }] of await readKeys(local.redis))
            expect([key, expiresAtMs > 0 || key === SERVICE_KEY || key === LOADS_KEY]).toEqual([key, true]);
        };
        await fc.assert(
          fc.asyncProperty(limitsArbitrary, fc.array(stepArbitrary, { minLength: 8, maxLength: 26, size: "max" }), run),
          { numRuns },
        );
      },
    );

    it(
      "holds every cap under concurrent requests, and holds nothing once all turns have settled or died",
      { timeout: longTestTimeoutMs() },
      async () => {
        const batchArbitrary = fc.record({
          reserves: fc.array(reserveArbitrary, { maxLength: 8, size: "max" }),
          settles: fc.array(settleArbitrary, { maxLength: 4 }),
          waitMs: fc.constantFrom(0, 0, 0, 1_000, LEASE_MS, 61_000),
        });
        const run = async (limits: LimitsName, batches: readonly Generated<typeof batchArbitrary>[]) => {
          const { policy, processes } = await setUp(limits);
          const process = (index: number): LeasedQuota => processes[index % 3] ?? expect.fail();
          let nowMs = START_MS - 3_600_000;
          const { name: day } = serviceDay(nowMs, policy.timeZone);
          const made = new Map<string, Made>();
          const charged = new Map<string, number>();
          /** Charged after the reservation had expired: the only way past a cap, and only by what was really spent. */
          let late = 0;
          const moneyOf = async () => {
            const fields = (await local.redis.hgetall<Record<string, number>>(spendKey(day))) ?? {};
            let total = 0;
            for (const [name, amount] of Object.entries(fields)) {
              const [what, , untilMs] = name.split("|");
              if (what === "settled" || (what === "held" && Number(untilMs) > nowMs)) total += amount;
            }
            return total;
          };
          const moneyOfAddresses = async () => {
            const fields = (await local.redis.hgetall<Record<string, string>>(addressSpendKey(day))) ?? {};
            const counts = Object.entries(fields).map(([address, text]) => {
              const live = Object.entries(parseCounts(text)).filter(
                ([name]) => name === "settled" || Number(name) > nowMs,
              );
              return [address, live.reduce((total, [, amount]) => total + amount, 0)] as const;
            });
            return new Map(counts);
          };
          for (const { reserves, settles, waitMs } of batches) {
            nowMs += waitMs;
            const at = nowMs;
            const results = await Promise.all(
              reserves.map(async (step) => {
                const request = requestOf(step, at, [...made.values()]);
                return { request, result: await process(step.process).reserve(request) };
              }),
            );
            expect(await moneyOf()).toBeLessThanOrEqual(CAP + late);
            for (const amount of (await moneyOfAddresses()).values())
              expect(amount).toBeLessThanOrEqual(ADDRESS_SHARE.proven * PLAN_CAP + late);
            for (const { request, result } of results) {
              if (!result.ok || result.reservation.replayed) continue;
              const offer = request.offers.find(({ model }) => model === result.reservation.model) ?? expect.fail();
              made.set(idOf(request), madeOf(request, { reservation: result.reservation, offer, made }));
            }
            for (const user of USERS) {
              const seen = (await process(0).snapshot({ ...user, nowMs })) ?? expect.fail();
              for (const { used, limit } of [seen.turns, seen.window.turns, seen.inFlight])
                expect(used).toBeLessThanOrEqual(limit);
            }
            // Each settle is sent twice at once: it must charge once.
            await Promise.all(
              settles.flatMap(({ pick, share }) => {
                const [id, reservation] = [...made][pick % Math.max(1, made.size)] ?? [];
                if (id === undefined || !reservation) return [];
                const { offer } = reservation;
                if (!charged.has(id)) {
                  charged.set(id, Math.floor(offer.costMicroUsd * share));
                  if (reservation.expiresAtMs <= at) late += charged.get(id) ?? 0;
                }
                const costMicroUsd = charged.get(id) ?? 0;
                const charge = { nowMs: at, costMicroUsd, tokens: 0, counts: true, final: true, outcomes: [] };
                return [0, 1].map((index) => process(index).settle({ reservation, ...charge }));
              }),
            );
          }
          // All other turns died. When leases and reservations have expired, only what was settled is left.
          nowMs = nowMs + policy.admission.reservationTtlMs + 15_000;
          const total = [...charged.values()].reduce((sum, cost) => sum + cost, 0);
          expect(await moneyOf()).toBe(total);
          for (const [name, amount] of await moneyOfAddresses()) {
            const ofAddress = [...charged].filter(
              ([id]) => `address:${encodeURIComponent(made.get(id)?.address ?? "")}` === name,
            );
            expect([name, amount]).toEqual([name, ofAddress.reduce((sum, [, cost]) => sum + cost, 0)]);
          }
          for (const user of USERS) {
            expect((await process(0).snapshot({ ...user, nowMs }))?.inFlight.used).toBe(0);
          }
          const free = {
            userId: "guest:new",
            plan: "guest" as const,
            turnId: "new",
            nowMs,
            address: null,
            proven: true,
          };
          const offer: Offer = {
            model: "m",
            tokens: 0,
            costMicroUsd: 0,
            spendCapMicroUsd: CAP,
            routes: [sampleRoute("google/gemini")],
          };
          for (let i = 0; i < 2; i++) {
            const result = await process(i).reserve({ ...free, turnId: `new-${i}`, offers: [offer] });
            if (late === 0) expect(result.ok || result.refusal.scope).toBe(true);
          }
        };
        await fc.assert(
          fc.asyncProperty(limitsArbitrary, fc.array(batchArbitrary, { maxLength: 5, size: "max" }), run),
          { numRuns },
        );
      },
    );
  });
}

function idOf({ userId, turnId }: Pick<Reservation, "userId" | "turnId">): string {
  return `${userId}/${turnId}`;
}

/** A guest's turn is its address's money, and so are its searches. */
function madeOf(
  { plan, address, partOf }: ReserveRequest,
  of: { readonly reservation: Reservation; readonly offer: Offer; readonly made: ReadonlyMap<string, Made> },
): Made {
  const { userId, turnId, day, expiresAtMs } = of.reservation;
  const payer = partOf ? of.made.get(idOf(partOf))?.address : plan === "guest" ? address : null;
  return { userId, turnId, plan, day, expiresAtMs, offer: of.offer, address: payer ?? null };
}
