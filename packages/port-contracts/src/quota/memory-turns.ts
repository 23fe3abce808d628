import {
  type Meter,
  type Offer,
  type Policy,
  type QuotaRoute,
  type Reservation,
  type ReserveRequest,
  serviceDay,
  type UserMeters,
} from "@sendcat/shared-types";

export interface Lease {
  untilMs: number;
  /** Another process has deleted it: its turns have no place until they are restored. */
  isGone: boolean;
}

export interface Turn {
  readonly reservation: Reservation;
  readonly admittedMs: number;
  readonly offer: Offer;
  /** A guest's address: the turn counts against its share. */
  readonly address: string | null;
  /** Held for searches that have not begun, micro-dollars. */
  searchMicroUsd: number;
  /** A search of a turn: it takes none of its address's places. */
  readonly isPart: boolean;
  lease: Lease;
  route: QuotaRoute;
  state: "held" | "provisional" | "final" | "returned";
  usedTokens: number;
  usedMicroUsd: number;
}

type Who = Pick<ReserveRequest, "userId" | "plan" | "nowMs">;

/** The turns of a MemoryQuota, and every count of them that a limit needs. */
export class MemoryTurns {
  readonly #policy: Pick<Policy, "plans" | "timeZone">;
  readonly #turns = new Map<string, Turn>();
  /** Turns that were returned and have been admitted again since: what they cost stays counted. */
  readonly #replaced: Turn[] = [];

  constructor(policy: Pick<Policy, "plans" | "timeZone">) {
    this.#policy = policy;
  }

  get({ userId, turnId }: Pick<Reservation, "userId" | "turnId">): Turn | undefined {
    return this.#turns.get(`${userId}/${turnId}`);
  }

  add(turn: Turn): void {
    const old = this.get(turn.reservation);
    if (old) this.#replaced.push(old);
    const { userId, turnId } = turn.reservation;
    this.#turns.set(`${userId}/${turnId}`, turn);
  }

  all(wanted: (turn: Turn) => boolean): readonly Turn[] {
    return [...this.#turns.values()].filter(wanted);
  }

  /** Moves a user's settled turns to another user. */
  carry({ from, to }: { readonly from: string; readonly to: string }): void {
    for (const [key, turn] of this.#turns) {
      if (turn.reservation.userId !== from || !isSettled(turn)) continue;
      this.#turns.delete(key);
      this.add({ ...turn, reservation: { ...turn.reservation, userId: to } });
    }
  }

  meters({ userId, plan, nowMs }: Who): UserMeters {
    const limits = this.#policy.plans[plan];
    const day = serviceDay(nowMs, this.#policy.timeZone);
    const { turns, used, held, first } = this.window({ userId, plan, nowMs });
    const meter = (limit: number, taken: number, resetAtMs: number): Meter => ({
      limit,
      used: taken,
      remaining: Math.max(0, limit - taken),
      resetAtMs,
    });
    const windowEndMs = (first ?? nowMs) + limits.window.seconds * 1_000;
    const tokens = this.tokensUsed(userId, day.name) + this.tokensHeld(userId, day.name, nowMs);
    return {
      turns: meter(limits.turnsPerDay, this.turnsOf(userId, day.name).length, day.endMs),
      tokens: meter(limits.tokensPerDay, tokens, day.endMs),
      window: {
        seconds: limits.window.seconds,
        turns: meter(limits.window.turns, turns, windowEndMs),
        tokens: meter(limits.window.tokens, used + held, windowEndMs),
      },
      inFlight: {
        limit: limits.maxInFlight,
        used: this.all((turn) => turn.reservation.userId === userId && inFlight(turn, nowMs)).length,
      },
    };
  }

  /** What a day's turns cost so far, micro-dollars. */
  settled(day: string, counts: (turn: Turn) => boolean = () => true): number {
    const turns = [...this.#replaced, ...this.#turns.values()];
    const wanted = turns.filter((turn) => turn.reservation.day === day && counts(turn));
    return sum(wanted.map(({ usedMicroUsd }) => usedMicroUsd));
  }

  /** What is reserved of a day's money, micro-dollars. */
  held(at: { readonly day: string; readonly nowMs: number }, counts: (turn: Turn) => boolean = () => true): number {
    const turns = this.all((turn) => turn.reservation.day === at.day && isHeld(turn, at.nowMs) && counts(turn));
    return sum(turns.map(({ offer, searchMicroUsd }) => offer.costMicroUsd + searchMicroUsd));
  }

  /** Turns in flight by place: `all`, `openrouter_chat`, `provider:NAME`. */
  places(name: string, nowMs: number): number {
    const counts = (turn: Turn) => name === "all" || turn.route.places.includes(name);
    return this.all((turn) => inFlight(turn, nowMs) && counts(turn)).length;
  }

  /** Usage of the rolling window: settled and held tokens, and when its first turn was admitted. */
  window({ userId, plan, nowMs }: Who) {
    const recent = this.recent({ userId, plan, nowMs });
    return {
      turns: recent.length,
      used: sum(recent.map((turn) => (isSettled(turn) ? turn.usedTokens : 0))),
      held: sum(recent.map((turn) => (isHeld(turn, nowMs) ? turn.offer.tokens : 0))),
      first: recent[0]?.admittedMs,
    };
  }

  recent({ userId, plan, nowMs }: Who): readonly Turn[] {
    const sinceMs = nowMs - this.#policy.plans[plan].window.seconds * 1_000;
    return this.all(
      ({ reservation, state, admittedMs }) =>
        reservation.userId === userId && state !== "returned" && admittedMs > sinceMs,
    ).toSorted((a, b) => a.admittedMs - b.admittedMs);
  }

  /** When the window has room for a turn with this many tokens, Unix milliseconds. */
  roomAtMs(of: Who, tokens: number): number {
    const { window } = this.#policy.plans[of.plan];
    const recent = this.recent(of);
    const { used, held } = this.window(of);
    let [left, free, atMs] = [window.tokens - used - held, window.turns - recent.length, of.nowMs];
    for (const turn of recent) {
      if (free >= 1 && left >= tokens) break;
      left += isSettled(turn) ? turn.usedTokens : isHeld(turn, of.nowMs) ? turn.offer.tokens : 0;
      free += 1;
      atMs = turn.admittedMs + window.seconds * 1_000;
    }
    return atMs;
  }

  turnsOf(userId: string, day: string): readonly Turn[] {
    return this.all(
      ({ reservation, state }) => reservation.userId === userId && reservation.day === day && state !== "returned",
    );
  }

  tokensUsed(userId: string, day: string): number {
    return sum(this.turnsOf(userId, day).map((turn) => (isSettled(turn) ? turn.usedTokens : 0)));
  }

  tokensHeld(userId: string, day: string, nowMs: number): number {
    return sum(this.turnsOf(userId, day).map((turn) => (isHeld(turn, nowMs) ? turn.offer.tokens : 0)));
  }
}

export function isHeld(turn: Turn, nowMs: number): boolean {
  return turn.state === "held" && turn.reservation.expiresAtMs > nowMs;
}

/** Whether a running turn holds enough for a search that is part of it. */
export function holdsFor(
  turn: Turn,
  { request, day, offer }: { readonly request: ReserveRequest; readonly day: string; readonly offer: Offer },
): boolean {
  const { reservation, searchMicroUsd } = turn;
  const isSame = reservation.day === day && reservation.plan === request.plan;
  return isSame && isHeld(turn, request.nowMs) && searchMicroUsd >= offer.costMicroUsd;
}

export function isSettled(turn: Turn): boolean {
  return turn.state === "provisional" || turn.state === "final";
}

export function inFlight(turn: Turn, nowMs: number): boolean {
  return turn.state === "held" && turn.lease.untilMs > nowMs && !turn.lease.isGone;
}

export function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
