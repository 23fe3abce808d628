/**
 * Every key of the quota, in one place. `{quota}` is a hash tag: on a cluster all keys share a slot, so one script may touch them.
 * The version changes when a key's meaning changes; old keys then expire by themselves.
 */
const PREFIX = "sendcat:{quota}:v1";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Days after its day's midnight (UTC) that a day's counters are kept, for the comparison with the ledger. */
const DAY_KEYS_KEPT_MS = 4 * DAY_MS;

/** A reservation is remembered this long after it was made, and again after it was settled. */
export const RECORD_TTL_MS = 2 * DAY_MS;

/** What identifies a reservation in Redis. User ids hold characters of their own choice, so they are escaped. */
export interface ReservationKeys {
  /** Hash: state, day, expiresAtMs, costMicroUsd. */
  readonly record: string;
  /** Counter: the user's turns of the day. */
  readonly turns: string;
  /** Sorted set: the user's turns in flight by expiry. */
  readonly flight: string;
  /** Sorted set: the day's money on hold by expiry; a member is `<micro-dollars>:<user>:<turn>`. */
  readonly holds: string;
  /** Hash: the day's money, `settled` and `held`, micro-dollars. */
  readonly spend: string;
  /** `<user>:<turn>`, the end of a member of `holds`. */
  readonly holdName: string;
}

export function reservationKeys(id: {
  readonly userId: string;
  readonly turnId: string;
  readonly day: string;
}): ReservationKeys {
  const user = encodeURIComponent(id.userId);
  const turn = encodeURIComponent(id.turnId);
  return {
    record: `${PREFIX}:turn:${user}:${turn}`,
    turns: turnsKey(id),
    flight: flightKey(id.userId),
    holds: `${PREFIX}:holds:${id.day}`,
    spend: spendKey(id.day),
    holdName: `${user}:${turn}`,
  };
}

export function turnsKey(id: { readonly userId: string; readonly day: string }): string {
  return `${PREFIX}:turns:${id.day}:${encodeURIComponent(id.userId)}`;
}

export function flightKey(userId: string): string {
  return `${PREFIX}:flight:${encodeURIComponent(userId)}`;
}

export function spendKey(day: string): string {
  return `${PREFIX}:spend:${day}`;
}

/** How long from `nowMs` the keys of a day are kept; at least an hour, for a settle that comes very late. */
export function dayTtlMs(day: string, nowMs: number): number {
  return Math.max(HOUR_MS, Math.ceil(Date.parse(`${day}T00:00:00Z`) + DAY_KEYS_KEPT_MS - nowMs));
}

/** How long a user's set of turns in flight is kept after the last admission: past any expiry in it, with room for clocks that differ. */
export function flightTtlMs(reservationTtlMs: number): number {
  return reservationTtlMs + HOUR_MS;
}
