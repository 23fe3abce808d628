import type { AddressShare, AdmissionRefused, Policy, PlanName, ReserveRequest } from "@sendcat/shared-types";
import { inFlight, type MemoryTurns, type Turn } from "./memory-turns.ts";

interface Asked {
  readonly address: string;
  readonly plan: PlanName;
  readonly nowMs: number;
}

type Policies = Pick<Policy, "admission" | "plans" | "proof">;

export const PROOF: AdmissionRefused = refusedBy("bot.proof");

/** What one client address may use: turns by plan, in fixed windows, and its share of the guests' places and money. */
export class MemoryAddresses {
  readonly #policy: Policies;
  readonly #turns: MemoryTurns;
  readonly #windowMs: number;
  readonly #counts = new Map<string, number>();

  constructor(policy: Policies, turns: MemoryTurns) {
    this.#policy = policy;
    this.#turns = turns;
    this.#windowMs = policy.admission.address.seconds * 1_000;
  }

  endMs(nowMs: number): number {
    return (Math.floor(nowMs / this.#windowMs) + 1) * this.#windowMs;
  }

  count(of: Asked): number {
    return this.#counts.get(this.#key(of)) ?? 0;
  }

  add(of: Asked): void {
    this.#counts.set(this.#key(of), this.count(of) + 1);
  }

  /** `used`: of the guests' money today, settled and reserved. */
  checkSpend(
    request: ReserveRequest,
    {
      day,
      cost,
      used,
      payer,
    }: { readonly day: string; readonly cost: number; readonly used: number; readonly payer: string | null },
  ): AdmissionRefused | null {
    const { admission, plans, proof } = this.#policy;
    const { spend } = admission.address;
    const pot = plans[request.plan].spendPerDayMicroUsd;
    if (payer === null || used + cost <= pot * spend.scarceFrom) return null;
    const ofAddress = (turn: Turn) => turn.address === payer;
    const [settled, most] = [this.#turns.settled(day, ofAddress), pot * this.#shareOf(spend, request)];
    if (settled + this.#turns.held({ day, nowMs: request.nowMs }, ofAddress) + cost <= most) return null;
    if (canProve(request, proof)) return PROOF;
    return refusedBy(settled + cost > most ? "address.spend_per_day" : "service.spend_on_hold");
  }

  /** `most`: how many places guests may fill; `isTight`: whether that share of them is in use. */
  checkPlaces(
    request: ReserveRequest,
    { most, isTight }: { readonly most: number; readonly isTight: (share: number) => boolean },
  ): AdmissionRefused | null {
    const { places } = this.#policy.admission.address;
    const address = guestAddress(request);
    if (address === null || !isTight(places.scarceFrom)) return null;
    const isOfAddress = (turn: Turn) => turn.address === address && !turn.isPart && inFlight(turn, request.nowMs);
    const taken = this.#turns.all(isOfAddress).length;
    if (taken < most * this.#shareOf(places, request)) return null;
    return canProve(request, this.#policy.proof) ? PROOF : refusedBy("address.in_flight");
  }

  #shareOf({ proven, unproven }: AddressShare, request: ReserveRequest): number {
    return canProve(request, this.#policy.proof) ? unproven : proven;
  }

  #key({ address, plan, nowMs }: Asked): string {
    return `${address}/${plan}/${this.endMs(nowMs)}`;
  }
}

/** Only guests count against their address's share. */
export function guestAddress({ address, plan }: ReserveRequest): string | null {
  return plan === "guest" ? address : null;
}

export function canProve({ proven }: ReserveRequest, { mode }: Policy["proof"]): boolean {
  return !proven && mode !== "off";
}

export function refusedBy(scope: string): AdmissionRefused {
  return { scope, number: 0, resetAtMs: 0 };
}
