import { SETTLE_WITHIN_MS, type PlanName } from "@sendcat/shared-types";

/**
 * Every key of the quota, in one place. `{quota}` is a hash tag: on a cluster all keys share a slot, so one script may use them.
 * The version changes when a key's meaning changes; old keys then expire by themselves.
 */
const PREFIX = "sendcat:{quota}:v2";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** How many days a day's counters are kept after its midnight (UTC), for the comparison with the ledger. */
const DAY_KEYS_KEPT_MS = 4 * DAY_MS;

/** How long a turn is remembered after its last write. If it is sent again later, it is charged, found in the store, and returned. */
export const RECORD_TTL_MS = SETTLE_WITHIN_MS;

/** Hash: the kill switch, what was seeded, the breakers, the current second's turns. Never expires, because a kill switch must not. */
export const SERVICE_KEY = `${PREFIX}:service`;

/**
 * Hash by worker: `leaseUntilMs|all=3;openrouter_chat=3;provider:google=2;address:192.0.2.1=1`, its turns in flight by the places they take
 * and, for guests, by their address.
 */
export const LOADS_KEY = `${PREFIX}:loads`;

/**
 * Hash by address: what a day's guests of the address cost, `settled=120;UNTIL_MS=45`, reservations by their expiry as in `spendKey`. One
 * field for each address, because each turn reads its own address only.
 */
export function addressSpendKey(day: string): string {
  return `${PREFIX}:address-spend:${day}`;
}

/** How long it is kept after its last write: longer than the day and any settlement, but no longer: addresses are personal data. */
export const ADDRESS_SPEND_TTL_MS = DAY_MS + HOUR_MS + RECORD_TTL_MS;

/**
 * Hash: a day's money in micro-dollars. `settled|PLAN`; `held|PLAN|UNTIL_MS`, the sum of all reservations that expire at that time, so that
 * unsettled money stops counting without a sweep; `alert|PERCENT`, alert already sent; `audited`, when the last audit was, and `audited|PLAN`,
 * what it left.
 */
export function spendKey(day: string): string {
  return `${PREFIX}:spend:${day}`;
}

/**
 * Hash: `turns|DAY`, `tokens|DAY` (settled), `seeded|DAY`, and `turn|ID` for each turn in flight or in the rolling window:
 * `admittedMs|holdUntilMs|tokens|h or s|day|worker`.
 */
export function userKey(userId: string): string {
  return `${PREFIX}:user:${encodeURIComponent(userId)}`;
}

/** String: what a reservation took and how it ended; `lua/record.ts` has its fields. */
export function recordKey(id: { readonly userId: string; readonly turnId: string }): string {
  return `${PREFIX}:turn:${encodeURIComponent(id.userId)}:${encodeURIComponent(id.turnId)}`;
}

/** String: a plan's turns admitted from an address in one fixed window. */
export function addressKey(of: {
  readonly address: string;
  readonly plan: PlanName;
  readonly windowStartMs: number;
}): string {
  return `${PREFIX}:address:${encodeURIComponent(of.address)}:${of.plan}:${of.windowStartMs}`;
}

/** How long a day's keys are kept from `nowMs`, milliseconds; at least an hour, for a very late settle. */
export function dayTtlMs(day: string, nowMs: number): number {
  return Math.max(HOUR_MS, Math.ceil(Date.parse(`${day}T00:00:00Z`) + DAY_KEYS_KEPT_MS - nowMs));
}

/** How long a user's hash is kept after its last write: longer than the day, any window and any reservation. */
export const USER_TTL_MS = 2 * DAY_MS + HOUR_MS;

/** The same for a job, which has its own name and runs once: longer than its reservation. */
export const JOB_USER_TTL_MS = HOUR_MS;

/** How long a minute's counts are kept: for plots, and for a late roll-up. */
export const METRICS_TTL_MS = 2 * HOUR_MS;

/** Hash by worker: each process's counts in a minute (Unix minutes), as `series=value;series=value`. */
export function metricsKey(minute: number): string {
  return `${PREFIX}:metrics:${minute}`;
}

export function minuteOf(nowMs: number): number {
  return Math.floor(nowMs / 60_000);
}

/** Hash: the counts of all minutes up to `rolledUpTo`, by series. Never expires: a counter only grows. */
export const METRICS_TOTALS_KEY = `${PREFIX}:metrics-totals`;
