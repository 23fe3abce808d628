import type { TurnRecord } from "../lua/record.ts";

/** A turn that this process runs, with what `restore` needs. */
export interface LiveTurn {
  readonly userId: string;
  readonly turnId: string;
  readonly record: TurnRecord;
}

interface Lease {
  untilMs: number;
  readonly turns: Map<string, LiveTurn>;
}

/**
 * The worker names under which this process takes places in Redis, with the turns in flight under each. One name is enough while its lease
 * is renewed in time. When a lease expires under running turns, Redis may clean it up; new turns then get a new name, so that settling an
 * old turn never frees the place of a new one.
 */
export class WorkerLeases {
  readonly #newId: () => string;
  readonly #leaseMs: number;
  readonly #leases = new Map<string, Lease>();
  #current: string;

  constructor(options: { readonly leaseMs: number; readonly newId: () => string }) {
    this.#newId = options.newId;
    this.#leaseMs = options.leaseMs;
    this.#current = options.newId();
  }

  /** Turns in flight in this process. */
  get size(): number {
    let size = 0;
    for (const { turns } of this.#leases.values()) size += turns.size;
    return size;
  }

  /** The worker name for a reservation made now, and the expiry that the reservation sets on its lease. */
  current(nowMs: number): { readonly worker: string; readonly untilMs: number } {
    const lease = this.#leases.get(this.#current);
    if (lease && lease.turns.size > 0 && lease.untilMs <= nowMs) this.#current = this.#newId();
    return { worker: this.#current, untilMs: nowMs + this.#leaseMs };
  }

  /** Adds a turn. A turn that was returned elsewhere and admitted again leaves its earlier worker name. */
  add(worker: string, untilMs: number, turn: LiveTurn): void {
    this.remove(turn);
    let lease = this.#leases.get(worker);
    if (!lease) this.#leases.set(worker, (lease = { untilMs, turns: new Map() }));
    lease.untilMs = Math.max(lease.untilMs, untilMs);
    lease.turns.set(keyOf(turn), turn);
  }

  remove(turn: Pick<LiveTurn, "userId" | "turnId">): void {
    for (const [worker, { turns }] of this.#leases) {
      if (turns.delete(keyOf(turn)) && turns.size === 0) this.#leases.delete(worker);
    }
  }

  /** Removes a turn that turned out to be over, unless it has been admitted again meanwhile. */
  forget(turn: LiveTurn): void {
    if ([...this.#leases.values()].some(({ turns }) => turns.get(keyOf(turn)) === turn)) this.remove(turn);
  }

  /** Worker names that have turns: their leases need renewing. */
  held(): readonly string[] {
    return [...this.#leases.keys()];
  }

  renewed(worker: string, untilMs: number): void {
    const lease = this.#leases.get(worker);
    if (lease) lease.untilMs = Math.max(lease.untilMs, untilMs);
  }

  /** Removes and returns the turns of a name that Redis no longer knows; they are restored under another name. */
  takeLost(worker: string): readonly LiveTurn[] {
    const turns = [...(this.#leases.get(worker)?.turns.values() ?? [])];
    this.#leases.delete(worker);
    if (worker === this.#current) this.#current = this.#newId();
    return turns;
  }
}

function keyOf({ userId, turnId }: Pick<LiveTurn, "userId" | "turnId">): string {
  return `${userId}\n${turnId}`;
}
