/**
 * What is throttled; one limiter each. `session-free` and `session`: new sessions by address, without a proof and with one;
 * `session-unlocated`: of all callers whose address is not known; `session-service`: of everybody, which refuses nobody but asks for proof;
 * `read`: by user;
 * `webhook`: genuine deliveries, by source; `code` and `code-account`: codes mailed, by who asks and by address of the letter, `code-unlocated`: of all askers whose address is not known; `sign-in`, `sign-in-unlocated` and
 * `sign-in-account`: codes and passwords tried, the same way; `billing`: ways to pay, by user;
 * `attachment`: pictures, by user.
 */
export const THROTTLE_NAMES = [
  "session",
  "session-free",
  "session-unlocated",
  "session-service",
  "read",
  "webhook",
  "code",
  "code-unlocated",
  "code-account",
  "sign-in",
  "sign-in-unlocated",
  "sign-in-account",
  "billing",
  "attachment",
] as const;
export type ThrottleName = (typeof THROTTLE_NAMES)[number];

export type ThrottleResult =
  | { readonly ok: true; readonly limit: number; readonly remaining: number; readonly degraded: boolean }
  | {
      readonly ok: false;
      readonly limit: number;
      readonly resetAtMs: number;
      readonly retryAfterMs: number;
      readonly degraded: boolean;
    };

/** One-request-one-unit limits, by address or user. */
export interface Throttle {
  take(name: ThrottleName, key: string): Promise<ThrottleResult>;
}
