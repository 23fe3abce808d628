import type { AdmissionPolicy, PlanName } from "@sendcat/shared-types";

interface Asked {
  readonly address: string;
  readonly plan: PlanName;
  readonly nowMs: number;
}

/** Turns by client address and plan, in fixed windows. */
export class MemoryAddresses {
  readonly #windowMs: number;
  readonly #counts = new Map<string, number>();

  constructor({ address }: Pick<AdmissionPolicy, "address">) {
    this.#windowMs = address.seconds * 1_000;
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

  #key({ address, plan, nowMs }: Asked): string {
    return `${address}/${plan}/${this.endMs(nowMs)}`;
  }
}
