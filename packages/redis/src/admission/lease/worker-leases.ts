import type { TurnRecord } from "../lua/record.ts";

/** A turn that this process runs: what `restore` needs of it. */
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
 * The names under which this process holds places in Redis, and its turns in flight by name. One name is enough as long as its lease is
 * renewed in time. A name whose lease has fallen while turns ran under it may have been cleaned up, so new turns get a new one: a settle of
 * an old turn must never free the place of a new one.
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

  /** The name to reserve under at a moment, and until when a reservation renews its lease. */
  current(nowMs: number): { readonly worker: string; readonly untilMs: number } {
    const lease = this.#leases.get(this.#current);
    if (lease && lease.turns.size > 0 && lease.untilMs <= nowMs) this.#current = this.#newId();
    return { worker: this.#current, untilMs: nowMs + this.#leaseMs };
  }

  /** Takes a turn in. One that was given back elsewhere and is admitted anew leaves the name it ran under before. */
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

  /** Lets go of a turn that turned out to be over, unless it has been admitted anew meanwhile. */
  forget(turn: LiveTurn): void {
    if ([...this.#leases.values()].some(({ turns }) => turns.get(keyOf(turn)) === turn)) this.remove(turn);
  }

  /** Names with turns under them: whose leases are to be renewed. */
  held(): readonly string[] {
    return [...this.#leases.keys()];
  }

  renewed(worker: string, untilMs: number): void {
    const lease = this.#leases.get(worker);
    if (lease) lease.untilMs = Math.max(lease.untilMs, untilMs);
  }

  /** Takes the turns of a name that Redis knows no more; they are to be restored under another. */
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
