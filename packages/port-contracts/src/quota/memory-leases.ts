import type { Lease, MemoryTurns } from "./memory-turns.ts";

/** The leases of one process: the one for new turns, and all that may still have turns. */
export interface Leases {
  current: Lease;
  readonly all: Set<Lease>;
}

export function newLeases(): Leases {
  const all = new Set<Lease>();
  return { current: newLease(all), all };
}

function newLease(all: Set<Lease>): Lease {
  const lease = { untilMs: 0, isGone: false };
  all.add(lease);
  return lease;
}

interface Beat {
  readonly turns: MemoryTurns;
  readonly nowMs: number;
  /** How long a lease lasts. */
  readonly leaseMs: number;
}

/** Renews the leases of a process that have turns. The turns of a lease that is gone get the lease of new turns. */
export function beatLeases(leases: Leases, beat: Beat): void {
  const known = [...leases.all];
  for (const lease of known) {
    const held = heldUnder(lease, beat);
    if (held.length === 0) {
      if (lease !== leases.current) leases.all.delete(lease);
      continue;
    }
    if (!lease.isGone) {
      lease.untilMs = beat.nowMs + beat.leaseMs;
      continue;
    }
    leases.all.delete(lease);
    if (lease === leases.current) leases.current = newLease(leases.all);
    const next = leaseForNewTurns(leases, beat);
    for (const turn of held) turn.lease = next;
  }
}

/** The lease for a process's new turns; a new one when the old one expired while turns ran under it. */
export function leaseForNewTurns(leases: Leases, beat: Beat): Lease {
  const isStale = leases.current.untilMs <= beat.nowMs;
  if (isStale && heldUnder(leases.current, beat).length > 0) leases.current = newLease(leases.all);
  leases.current.untilMs = beat.nowMs + beat.leaseMs;
  leases.current.isGone = false;
  return leases.current;
}

function heldUnder(lease: Lease, { turns }: Beat) {
  return turns.all((turn) => turn.lease === lease && turn.state === "held");
}
