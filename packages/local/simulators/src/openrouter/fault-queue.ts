import type { SimParams } from "./sim-params.ts";

/** A fault queued by an admin call. `count` null means until reset. */
export interface FaultOrder {
  readonly params: SimParams;
  readonly count: number | null;
  /** Only for requests of this model; null: any. */
  readonly model: string | null;
}

/** Faults for future requests, oldest order first. */
export class FaultQueue {
  #orders: { readonly order: FaultOrder; left: number }[] = [];

  add(order: FaultOrder): void {
    this.#orders.push({ order, left: order.count ?? Infinity });
  }

  /** The fault for the next request of that model; counts as one use. */
  take(model: string): SimParams | null {
    const next = this.#orders.find(({ order }) => order.model === null || order.model === model);
    if (!next) return null;
    next.left--;
    if (next.left <= 0) this.#orders = this.#orders.filter((order) => order !== next);
    return next.order.params;
  }

  clear(): void {
    this.#orders = [];
  }
}
