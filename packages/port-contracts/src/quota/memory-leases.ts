import type { Lease } from "./memory-turns.ts";

/** The leases of one process: the one for new turns, and all that may still have turns. */
export interface Leases {
  current: Lease;
  readonly all: Set<Lease>;
}

export function newLeases(): Leases {
  const all = new Set<Lease>();
  return { current: newLease(all), all };
}

export function newLease(all: Set<Lease>): Lease {
  const lease = { untilMs: 0, isGone: false };
  all.add(lease);
  return lease;
}
