import type { AdmissionPolicy } from "@sendcat/shared-types";

/** Turns by client address, in fixed windows. */
export class MemoryAddresses {
  readonly #windowMs: number;
  readonly #counts = new Map<string, number>();

  constructor({ address }: Pick<AdmissionPolicy, "address">) {
    this.#windowMs = address.seconds * 1_000;
  }

  endMs(nowMs: number): number {
    return (Math.floor(nowMs / this.#windowMs) + 1) * this.#windowMs;
  }

  count(address: string, nowMs: number): number {
    return this.#counts.get(`${address}/${this.endMs(nowMs)}`) ?? 0;
  }

  add(address: string, nowMs: number): void {
    this.#counts.set(`${address}/${this.endMs(nowMs)}`, this.count(address, nowMs) + 1);
  }
}
