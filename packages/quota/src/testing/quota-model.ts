import { serviceDay, type Policy, type ReserveRequest } from "@sendcat/shared-types";
import type { QuotaPolicy } from "../quota-context.ts";

interface Turn {
  state: "held" | "settled" | "returned";
  readonly day: string;
  readonly expiresAtMs: number;
  readonly costMicroUsd: number;
}

export type Verdict = "admitted" | "replayed" | "user.turns_per_day" | "user.in_flight" | "service.spend_per_day";

/** The quota's rules in plain JavaScript, for one caller at a time: what the scripts are compared with. */
export class QuotaModel {
  readonly #policy: QuotaPolicy;
  readonly #turns = new Map<string, Turn & { readonly userId: string }>();
  readonly #used = new Map<string, number>();
  readonly #settled = new Map<string, number>();
  /** Charged after its hold had expired: the only way past a cap, and only by what was really spent. */
  readonly #late = new Map<string, number>();

  constructor(policy: QuotaPolicy) {
    this.#policy = policy;
  }

  reserve(request: Pick<ReserveRequest, "turnId" | "userId" | "plan" | "nowMs" | "costMicroUsd">): Verdict {
    const { userId, turnId, nowMs } = request;
    const limits: Policy["plans"]["guest"] = this.#policy.plans[request.plan];
    const day = serviceDay(nowMs, this.#policy.timeZone).name;
    const known = this.#turns.get(`${userId}/${turnId}`);
    if (known && known.state !== "returned") return "replayed";
    if (this.used(userId, day) >= limits.turnsPerDay) return "user.turns_per_day";
    if (this.inFlight(userId, nowMs) >= limits.maxInFlight) return "user.in_flight";
    if (this.settled(day) + this.held(day, nowMs) + request.costMicroUsd > this.#policy.spendPerDayMicroUsd) {
      return "service.spend_per_day";
    }
    const expiresAtMs = nowMs + this.#policy.reservationTtlMs;
    const { costMicroUsd } = request;
    this.#turns.set(`${userId}/${turnId}`, { state: "held", day, expiresAtMs, costMicroUsd, userId });
    this.#used.set(`${day}/${userId}`, this.used(userId, day) + 1);
    return "admitted";
  }

  settle(
    turn: { readonly userId: string; readonly turnId: string; readonly nowMs: number },
    charge: { readonly costMicroUsd: number; readonly counts: boolean },
  ): void {
    const known = this.#turns.get(`${turn.userId}/${turn.turnId}`);
    if (known?.state !== "held") return;
    known.state = charge.counts ? "settled" : "returned";
    this.#settled.set(known.day, this.settled(known.day) + charge.costMicroUsd);
    if (known.expiresAtMs <= turn.nowMs) this.#late.set(known.day, this.late(known.day) + charge.costMicroUsd);
    if (!charge.counts) this.#used.set(`${known.day}/${turn.userId}`, this.used(turn.userId, known.day) - 1);
  }

  used(userId: string, day: string): number {
    return this.#used.get(`${day}/${userId}`) ?? 0;
  }

  settled(day: string): number {
    return this.#settled.get(day) ?? 0;
  }

  late(day: string): number {
    return this.#late.get(day) ?? 0;
  }

  inFlight(userId: string, nowMs: number): number {
    return this.#live(nowMs).filter((turn) => turn.userId === userId).length;
  }

  held(day: string, nowMs: number): number {
    return this.#live(nowMs)
      .filter((turn) => turn.day === day)
      .reduce((sum, turn) => sum + turn.costMicroUsd, 0);
  }

  #live(nowMs: number) {
    return [...this.#turns.values()].filter((turn) => turn.state === "held" && turn.expiresAtMs > nowMs);
  }
}
