import {
  admissionRefusal,
  admissionUnavailable,
  isPlanName,
  percentOf,
  serviceDay,
  type AddressShare,
  type AdmissionPolicy,
  type Offer,
  type ProofPolicy,
  type ReserveRequest,
  type ReserveResult,
  type ServiceDay,
} from "@sendcat/shared-types";
import {
  ADDRESS_SPEND_TTL_MS,
  addressKey,
  addressSpendKey,
  dayTtlMs,
  LOADS_KEY,
  RECORD_TTL_MS,
  recordKey,
  SERVICE_KEY,
  spendKey,
  userKey,
  JOB_USER_TTL_MS,
  USER_TTL_MS,
} from "../../keys.ts";
import { ADDRESS_NAME } from "../lua/address.ts";
import { parseRecord } from "../lua/record.ts";
import { countsText, runCarrying } from "../../metrics/metrics-buffer.ts";
import { microUsdText } from "../micro-usd.ts";
import type { QuotaContext } from "../quota-context.ts";
import { seed } from "../seed/seed.ts";
import { readMeters } from "./read-meters.ts";
import { reserveArguments, reserveScript } from "./reserve-script.ts";
import { routesText } from "./routes-text.ts";

/**
 * Reservations expire at multiples of this, so that a day's reservations are a few dozen fields. One may last this much longer than the
 * policy says.
 */
const HOLD_SLOT_MS = 15_000;
const DAY_MS = 86_400_000;

/**
 * One round trip, at most `failure.admission.waitMs`. When Redis does not answer, the turn is refused (`capacity_saturated`, scope `redis`,
 * `degraded`). If the script ran all the same, its reservation expires by itself, and the same turn id sent again finds it. When Redis has
 * lost its counters, they are read from the ledger first: the only case with more round trips.
 */
export async function reserve(context: QuotaContext, request: ReserveRequest): Promise<ReserveResult> {
  const day = serviceDay(request.nowMs, context.policy.timeZone);
  const offers = offersText(request.offers);
  let userSeed = "";
  for (let tries = 0; ; tries++) {
    const nowMs = Math.floor(request.nowMs);
    const { worker, untilMs } = context.leases.current(nowMs);
    const lease = { worker, untilMs };
    const input = scriptInput(context, request, { day, lease, offers, userSeed });
    const reply = await context.link.ask(async () => {
      const values = await runCarrying(context.metrics, reserveScript, { redis: context.link.redis, ...input });
      return interpret(context, request, { values, day, lease });
    }, context.policy.failure.admission.waitMs);
    if (!reply.ok) return withoutRedis(context, request, reply.cause);
    if (!("unseeded" in reply.value)) return reply.value;
    if (tries === 2) return withoutRedis(context, request, new Error("Redis lost its counters again"));
    const seeded = await seed(context, { what: reply.value.unseeded, userId: request.userId, day: day.name, nowMs });
    if (!seeded.ok) return withoutRedis(context, request, seeded.cause);
    userSeed = seeded.userSeed ?? userSeed;
  }
}

/** The failure policy decides: refuse, or admit in this process within its limiter. */
function withoutRedis(context: QuotaContext, request: ReserveRequest, cause: unknown): ReserveResult {
  context.onFault({ operation: "reserve", cause });
  const admitted = context.processAdmission?.reserve(request);
  return admitted ?? { ok: false, refusal: admissionUnavailable(), degraded: true };
}

interface Attempt {
  readonly day: ServiceDay;
  readonly lease: { readonly worker: string; readonly untilMs: number };
}

function scriptInput(
  { policy }: QuotaContext,
  request: ReserveRequest,
  { day, lease, offers, userSeed }: Attempt & { readonly offers: string; readonly userSeed: string },
) {
  const { admission } = policy;
  const nowMs = Math.floor(request.nowMs);
  const limits = policy.plans[request.plan];
  const holdUntilMs = Math.ceil((nowMs + admission.reservationTtlMs) / HOLD_SLOT_MS) * HOLD_SLOT_MS;
  const addressWindowMs = admission.address.seconds * 1_000;
  const windowStartMs = nowMs - (nowMs % addressWindowMs);
  const { userId, turnId, isJob = false, partOf } = request;
  // Where nobody is asked for a proof, nobody is held to the share without one.
  const isProven = request.proven || policy.proof.mode === "off";
  return {
    keys: [
      SERVICE_KEY,
      LOADS_KEY,
      spendKey(day.name),
      userKey(userId),
      recordKey({ userId, turnId }),
      addressKey({ address: request.address ?? "-", plan: request.plan, windowStartMs }),
      addressSpendKey(day.name),
      recordKey(partOf ?? request),
    ],
    args: reserveArguments.write({
      nowMs,
      worker: lease.worker,
      leaseUntilMs: Math.floor(lease.untilMs),
      holdUntilMs,
      turnId: encodeURIComponent(turnId),
      day: day.name,
      oldDay: serviceDay(day.startMs - DAY_MS / 2, policy.timeZone).name,
      plan: request.plan,
      dayTtlMs: dayTtlMs(day.name, nowMs),
      userTtlMs: isJob ? JOB_USER_TTL_MS : USER_TTL_MS,
      recordTtlMs: RECORD_TTL_MS,
      turnsPerDay: limits.turnsPerDay,
      tokensPerDay: limits.tokensPerDay,
      windowMs: limits.window.seconds * 1_000,
      windowTurns: limits.window.turns,
      windowTokens: limits.window.tokens,
      userInFlight: limits.maxInFlight,
      planSpendMicroUsd: limits.spendPerDayMicroUsd,
      maxInFlight: admission.maxInFlight,
      turnsPerSecond: admission.turnsPerSecond,
      addressTurns: request.address === null ? 0 : turnsOfAddress(admission, request),
      addressTtlMs: windowStartMs + addressWindowMs - nowMs,
      guestAddress: guestAddress(request),
      placesScarceFrom: admission.address.places.scarceFrom,
      placesOfAddress: shareOfAddress(admission.address.places, isProven),
      spendScarceFrom: admission.address.spend.scarceFrom,
      spendOfAddress: shareOfAddress(admission.address.spend, isProven),
      addressSpendTtlMs: ADDRESS_SPEND_TTL_MS,
      isPart: partOf ? 1 : 0,
      placePercent: percentOf(limits.placeShare),
      bulkheads: countsText(admission.bulkheads),
      breaker: countsText({ ...policy.breaker }),
      offers,
      proofShare: request.proven ? NO_PROOF_NEEDED : proofShare(policy.proof),
      seed: userSeed,
    }),
  };
}

function turnsOfAddress({ address }: AdmissionPolicy, { proven }: ReserveRequest): number {
  return proven ? address.provenTurns : address.turns;
}

function shareOfAddress({ unproven, proven }: AddressShare, isProven: boolean): number {
  return isProven ? proven : unproven;
}

function guestAddress({ address, plan }: ReserveRequest): string {
  return address === null || plan !== "guest" ? "" : `${ADDRESS_NAME}${encodeURIComponent(address)}`;
}

const NO_PROOF_NEEDED = -1;

/** Share of places in use from which a guest must show proof of work; -1: never. */
function proofShare({ mode, pressureShare }: ProofPolicy): number {
  if (mode === "off") return NO_PROOF_NEEDED;
  return mode === "always" ? 0 : pressureShare;
}

function offersText(offers: readonly Offer[]): string {
  return offers
    .map(({ model, tokens, costMicroUsd, searchMicroUsd = 0, spendCapMicroUsd, routes }) =>
      [
        model,
        microUsdText(tokens),
        microUsdText(costMicroUsd),
        microUsdText(searchMicroUsd),
        microUsdText(spendCapMicroUsd),
        routesText(routes),
      ].join(";"),
    )
    .join("\n");
}

/** Converts the script's reply to the port's result. Throws a TypeError for an unknown reply. */
function interpret(
  context: QuotaContext,
  request: ReserveRequest,
  { values, day, lease }: Attempt & { readonly values: readonly unknown[] },
): ReserveResult | { readonly unseeded: "service" | "user" } {
  const { policy, leases } = context;
  const { plan, nowMs, turnId, userId } = request;
  const [status, second, third, fourth] = values;
  if (status === "unseeded") return { unseeded: second === "user" ? "user" : "service" };
  if (status === "refused") {
    const refused = { scope: String(second), number: Number(third), resetAtMs: Number(fourth) };
    return { ok: false, refusal: admissionRefusal(refused, { policy, plan, day, nowMs }), degraded: false };
  }
  if (status !== "admitted" && status !== "replayed") throw new TypeError("the reserve script gave an unknown reply");
  const record = parseRecord(second);
  const replayed = status === "replayed";
  if (!replayed) leases.add(lease.worker, lease.untilMs, { userId, turnId, record });
  return {
    ok: true,
    degraded: false,
    reservation: {
      turnId,
      userId,
      // A turn stays on the plan it was admitted on, also when its user has changed plan since.
      plan: isPlanName(record.plan) ? record.plan : plan,
      replayed,
      expiresAtMs: Number(record.holdUntilMs),
      day: record.day,
      model: record.model,
      route: record.route,
      tokens: Number(record.tokens),
      costMicroUsd: Number(record.costMicroUsd),
      meters: readMeters(third, { limits: policy.plans[plan], day }),
    },
  };
}
