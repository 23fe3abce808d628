import {
  admissionRefusal,
  type AdmissionRefused,
  type Offer,
  type PlanName,
  type Policy,
  type Quota,
  type QuotaRoute,
  type ReserveRequest,
  type RouteOutcome,
  SendcatError,
  serviceDay,
  shareOf,
  type SettleRequest,
} from "@sendcat/shared-types";
import { canProve, guestAddress, MemoryAddresses, PROOF, refusedBy } from "./memory-addresses.ts";
import { MemoryBreaker } from "./memory-breaker.ts";
import { beatLeases, leaseForNewTurns, newLeases, type Leases } from "./memory-leases.ts";
import { holdsFor, MemoryTurns, type Turn } from "./memory-turns.ts";

type AdmissionPolicies = Pick<Policy, "plans" | "timeZone" | "admission" | "spend" | "breaker" | "proof">;

/** Reservations expire at multiples of this, as in Redis. */
const HOLD_SLOT_MS = 15_000;
/** A dead worker's field is deleted this long after its lease expired. */
const GRACE_MS = 60_000;

/** One process of a service, with controls for tests. */
export interface MemoryQuotaProcess extends Quota {
  /** Renews the leases of its turns. */
  beat(nowMs: number): void;
  /** Dies: its leases are no longer renewed, and later turns get a new lease. */
  crash(): void;
}

export interface MemoryQuota extends MemoryQuotaProcess {
  /** Another process of the same service. */
  process(): MemoryQuotaProcess;
  /** What a turn was charged, micro-dollars; undefined before it is settled. */
  charged(turnId: string): number | undefined;
  /** Turns in flight at a moment. */
  inFlight(nowMs: number): number;
  /** A day's settled spend so far, micro-dollars. */
  settled(day: string): number;
}

/**
 * The Quota port's rules in plain JavaScript, for one caller at a time. It stores only turns and breakers: every count is a sum over the
 * turns. The Redis scripts are compared with it, and the gateway's tests use it.
 */
export function createMemoryQuota(policy: AdmissionPolicies): MemoryQuota {
  const store = new Store(policy);
  const first = processOf(store);
  return {
    ...first,
    process: () => processOf(store),
    charged: (turnId) => store.charged(turnId),
    inFlight: (nowMs) => store.turns.places("all", nowMs),
    settled: (day) => store.turns.settled(day),
  };
}

function processOf(store: Store): MemoryQuotaProcess {
  let leases = newLeases();
  return {
    reserve: async (request) => store.reserve(leases, request),
    reroute: async ({ reservation, nowMs, failed, to }) => store.reroute({ reservation, nowMs, failed, to }),
    settle: async (request) => store.settle(request),
    snapshot: async ({ userId, plan, nowMs }) => ({ plan, ...store.turns.meters({ userId, plan, nowMs }) }),
    carry: async (usage) => {
      store.turns.carry(usage);
      return true;
    },
    beat: (nowMs) => store.beat(leases, nowMs),
    crash: () => (leases = newLeases()),
  };
}

const NOWHERE: QuotaRoute = { id: "", places: [""] };

class Store {
  readonly #policy: AdmissionPolicies;
  readonly turns: MemoryTurns;
  readonly #seconds = new Map<number, number>();
  readonly #addresses: MemoryAddresses;
  readonly #breakers = new Map<string, MemoryBreaker>();
  readonly #alerted = new Set<string>();

  constructor(policy: AdmissionPolicies) {
    this.#policy = policy;
    this.turns = new MemoryTurns(policy);
    this.#addresses = new MemoryAddresses(policy, this.turns);
  }

  reserve(leases: Leases, request: ReserveRequest): Awaited<ReturnType<Quota["reserve"]>> {
    const { userId, turnId, plan, nowMs } = request;
    const { admission, plans, timeZone } = this.#policy;
    for (const { tokens, costMicroUsd, searchMicroUsd = 0, spendCapMicroUsd } of request.offers) {
      for (const amount of [tokens, costMicroUsd, searchMicroUsd, spendCapMicroUsd]) assertAmount(amount);
    }
    const day = serviceDay(nowMs, timeZone);
    const known = this.turns.get(request);
    if (known && known.state !== "returned") {
      const meters = this.turns.meters(request);
      const reservation = { ...known.reservation, route: known.route.id, replayed: true, meters };
      return { ok: true, degraded: false, reservation };
    }
    const refuse = (refused: AdmissionRefused) => {
      const refusal = admissionRefusal(refused, { policy: this.#policy, plan, day, nowMs });
      return { ok: false, degraded: false, refusal } as const;
    };
    const used = this.turns.turnsOf(userId, day.name).length;
    if (used >= plans[plan].turnsPerDay) return refuse({ scope: "user.turns_per_day", number: used, resetAtMs: 0 });

    const whole = request.partOf && this.turns.get(request.partOf);
    const payer = guestAddress(request) ?? whole?.address ?? null;
    let first: AdmissionRefused | undefined;
    for (const offer of request.offers) {
      const holder = whole && holdsFor(whole, { request, day: day.name, offer }) ? whole : null;
      const no =
        this.#checkUser(request, offer.tokens) ??
        (holder ? null : this.#checkSpend(request, offer, payer)) ??
        this.#chooseRoute(offer.routes, request);
      if (!("id" in no)) {
        first ??= no;
        continue;
      }
      const full = this.#checkService(request, no.places[0]);
      if (full) return refuse(full);
      for (const { lease } of this.turns.all(() => true)) lease.isGone ||= lease.untilMs <= nowMs - GRACE_MS;
      this.#countIn(request);
      this.#breaker(no.id).pass(nowMs);
      const lastsUntilMs = Math.ceil((nowMs + admission.reservationTtlMs) / HOLD_SLOT_MS) * HOLD_SLOT_MS;
      const expiresAtMs = holder?.reservation.expiresAtMs ?? lastsUntilMs;
      const { model, tokens, costMicroUsd, searchMicroUsd = 0 } = offer;
      if (holder) holder.searchMicroUsd -= costMicroUsd;
      const held = {
        turnId,
        userId,
        plan,
        expiresAtMs,
        replayed: false,
        day: day.name,
        model,
        route: no.id,
        tokens,
        costMicroUsd,
      };
      const turn: Turn = {
        reservation: { ...held, meters: this.turns.meters(request) },
        admittedMs: nowMs,
        offer,
        address: payer,
        searchMicroUsd,
        isPart: request.partOf !== undefined,
        lease: leaseForNewTurns(leases, { turns: this.turns, nowMs, leaseMs: admission.leaseMs }),
        route: no,
        state: "held",
        usedTokens: 0,
        usedMicroUsd: 0,
      };
      this.turns.add(turn);
      const reservation = { ...turn.reservation, meters: this.turns.meters(request) };
      return { ok: true, degraded: false, reservation };
    }
    return refuse(first ?? { scope: "service.in_flight", number: 0, resetAtMs: 0 });
  }

  reroute({ reservation, nowMs, failed, to }: Parameters<Quota["reroute"]>[0]): Awaited<ReturnType<Quota["reroute"]>> {
    const turn = this.turns.get(reservation);
    this.#tell([failed], { nowMs, admittedMs: turn?.admittedMs ?? nowMs });
    const isFull = (name: string) => this.turns.places(name, nowMs) >= this.#placesFor(reservation.plan, name);
    for (const route of to) {
      if (this.#breaker(route.id).passesAtMs(nowMs) !== 0) continue;
      if (route.places.some((name) => !turn?.route.places.includes(name) && isFull(name))) continue;
      this.#breaker(route.id).pass(nowMs);
      if (turn?.state === "held") turn.route = route;
      return { ok: true, route: route.id };
    }
    return { ok: false };
  }

  settle(request: SettleRequest): Awaited<ReturnType<Quota["settle"]>> {
    assertAmount(request.costMicroUsd);
    assertAmount(request.tokens);
    const { day } = request.reservation;
    const nothing = { settled: true, alertsAtPercent: [] };
    const turn = this.turns.get(request.reservation) ?? this.#lost(request);
    if (turn.reservation.day !== day) {
      throw new SendcatError({
        code: "internal",
        message: "the turn was reserved on another day than it is settled for",
      });
    }
    if (turn.state === "final" || (turn.state === "returned" && !request.counts)) return nothing;
    if (turn.state === "provisional" && !request.final) return nothing;
    // A turn that was settled before stays settled.
    if (request.counts || turn.state === "provisional") {
      turn.usedTokens = request.counts ? request.tokens : 0;
      turn.state = request.final ? "final" : "provisional";
    } else {
      turn.state = "returned";
    }
    turn.usedMicroUsd = request.costMicroUsd;
    this.#tell(request.outcomes, { nowMs: request.nowMs, admittedMs: turn.admittedMs });
    const { perDayMicroUsd, alertsAtPercent } = this.#policy.spend;
    const passed = alertsAtPercent.filter((percent) => {
      const isNew =
        this.turns.settled(day) * 100 >= percent * perDayMicroUsd && !this.#alerted.has(`${day}/${percent}`);
      if (isNew) this.#alerted.add(`${day}/${percent}`);
      return isNew;
    });
    return { settled: true, alertsAtPercent: passed };
  }

  beat(leases: Leases, nowMs: number): void {
    beatLeases(leases, { turns: this.turns, nowMs, leaseMs: this.#policy.admission.leaseMs });
  }

  charged(turnId: string): number | undefined {
    const turn = this.turns.all(({ reservation, state }) => reservation.turnId === turnId && state !== "held")[0];
    return turn?.usedMicroUsd;
  }

  #checkUser({ userId, plan, nowMs }: ReserveRequest, tokens: number): AdmissionRefused | null {
    const limits = this.#policy.plans[plan];
    const { name: day } = serviceDay(nowMs, this.#policy.timeZone);
    const [used, held] = [this.turns.tokensUsed(userId, day), this.turns.tokensHeld(userId, day, nowMs)];
    const window = this.turns.window({ userId, plan, nowMs });
    const refused = (scope: string, number = 0, resetAtMs = 0): AdmissionRefused => ({ scope, number, resetAtMs });
    if (used + tokens > limits.tokensPerDay) return refused("user.tokens_per_day", used);
    const resetAtMs = this.turns.roomAtMs({ userId, plan, nowMs }, tokens);
    if (window.turns + 1 > limits.window.turns) return refused("user.turns_per_window", window.turns, resetAtMs);
    if (window.used + tokens > limits.window.tokens) {
      return refused("user.tokens_per_window", window.used + window.held, resetAtMs);
    }
    const { inFlight: flying } = this.turns.meters({ userId, plan, nowMs });
    if (flying.used >= limits.maxInFlight) return refused("user.in_flight", flying.used);
    const isOnHold =
      used + held + tokens > limits.tokensPerDay || window.used + window.held + tokens > limits.window.tokens;
    return isOnHold ? refused("user.tokens_on_hold") : null;
  }

  #checkSpend(request: ReserveRequest, offer: Offer, payer: string | null): AdmissionRefused | null {
    const { plan, nowMs } = request;
    const { name: day } = serviceDay(nowMs, this.#policy.timeZone);
    const { costMicroUsd, searchMicroUsd = 0, spendCapMicroUsd: cap } = offer;
    const cost = costMicroUsd + searchMicroUsd;
    const planCap = this.#policy.plans[plan].spendPerDayMicroUsd;
    const ofPlan = ({ reservation }: Turn) => reservation.plan === plan;
    const [settled, held] = [this.turns.settled(day), this.turns.held({ day, nowMs })];
    const [planSettled, planHeld] = [this.turns.settled(day, ofPlan), this.turns.held({ day, nowMs }, ofPlan)];
    if (settled + cost > cap) return refusedBy("service.spend_per_day");
    if (planSettled + cost > planCap) return refusedBy("plan.spend_per_day");
    if (settled + held + cost > cap || planSettled + planHeld + cost > planCap)
      return refusedBy("service.spend_on_hold");
    return this.#addresses.checkSpend(request, { day, cost, used: planSettled + planHeld, payer });
  }

  /** The first route whose breaker lets a call pass and whose places are not all taken. */
  #chooseRoute(routes: readonly QuotaRoute[], { nowMs, plan }: ReserveRequest): QuotaRoute | AdmissionRefused {
    let opensAtMs = Infinity;
    let full: string | undefined;
    for (const route of routes) {
      const passesAtMs = this.#breaker(route.id).passesAtMs(nowMs);
      const taken = route.places.find((name) => this.turns.places(name, nowMs) >= this.#placesFor(plan, name));
      if (passesAtMs !== 0) opensAtMs = Math.min(opensAtMs, passesAtMs);
      else if (taken === undefined) return route;
      else full ??= taken;
    }
    if (full === undefined) return { scope: "provider.breaker", number: 0, resetAtMs: opensAtMs };
    return { scope: `bulkhead.${full}`, number: this.#placesFor(plan, full), resetAtMs: 0 };
  }

  #checkService(request: ReserveRequest, bulkhead: string): AdmissionRefused | null {
    const { address, nowMs, plan, proven } = request;
    const { admission, proof } = this.#policy;
    const needsProof = canProve(request, proof);
    const ofAddress = proven ? admission.address.provenTurns : admission.address.turns;
    if (address !== null && this.#addresses.count({ address, plan, nowMs }) >= ofAddress)
      return needsProof
        ? PROOF
        : { scope: "address.burst", number: ofAddress, resetAtMs: this.#addresses.endMs(nowMs) };
    const places = this.turns.places("all", nowMs);
    const [inBulkhead, ofBulkhead] = [this.turns.places(bulkhead, nowMs), this.#placesFor(plan, bulkhead)];
    const most = this.#placesFor(plan, "all");
    if (places >= most) return { scope: "service.in_flight", number: most, resetAtMs: 0 };
    const second = Math.floor(nowMs / 1_000);
    const [inSecond, mostInSecond] = [
      this.#seconds.get(second) ?? 0,
      shareOf(admission.turnsPerSecond, this.#policy.plans[plan].placeShare),
    ];
    if (inSecond >= mostInSecond)
      return { scope: "service.turns_per_second", number: mostInSecond, resetAtMs: (second + 1) * 1_000 };
    const share = proof.mode === "always" ? 0 : proof.pressureShare;
    const isTight = (from: number) => places >= most * from || inBulkhead >= ofBulkhead * from;
    if (needsProof && isTight(share)) return PROOF;
    return this.#addresses.checkPlaces(request, { most: Math.min(most, ofBulkhead), isTight });
  }

  #placesFor(plan: PlanName, name: string): number {
    const { bulkheads, maxInFlight } = this.#policy.admission;
    const places = name === "all" ? maxInFlight : (bulkheads[name] ?? Infinity);
    return shareOf(places, this.#policy.plans[plan].placeShare);
  }

  #countIn({ address, plan, nowMs }: ReserveRequest): void {
    const second = Math.floor(nowMs / 1_000);
    this.#seconds.set(second, (this.#seconds.get(second) ?? 0) + 1);
    if (address !== null) this.#addresses.add({ address, plan, nowMs });
  }

  #tell(outcomes: readonly RouteOutcome[], at: { nowMs: number; admittedMs: number }): void {
    for (const outcome of outcomes) this.#breaker(outcome.route).tell(outcome, at);
  }

  #breaker(route: string): MemoryBreaker {
    let breaker = this.#breakers.get(route);
    if (!breaker) this.#breakers.set(route, (breaker = new MemoryBreaker(this.#policy.breaker)));
    return breaker;
  }

  /** A settle for an unknown turn is charged as well. */
  #lost({ reservation, nowMs }: SettleRequest): Turn {
    const nothing = { model: "", route: "", tokens: 0, costMicroUsd: 0, expiresAtMs: 0, replayed: false };
    const meters = this.turns.meters({ ...reservation, nowMs });
    const turn: Turn = {
      reservation: { ...reservation, ...nothing, meters },
      admittedMs: nowMs,
      offer: { model: "", tokens: 0, costMicroUsd: 0, spendCapMicroUsd: 0, routes: [NOWHERE] },
      address: null,
      searchMicroUsd: 0,
      isPart: false,
      lease: { untilMs: 0, isGone: true },
      route: NOWHERE,
      state: "held",
      usedTokens: 0,
      usedMicroUsd: 0,
    };
    this.turns.add(turn);
    return turn;
  }
}

function assertAmount(amount: number): void {
  if (Number.isSafeInteger(amount) && amount >= 0) return;
  throw new SendcatError({ code: "internal", message: `not a whole, positive amount: ${amount}` });
}
