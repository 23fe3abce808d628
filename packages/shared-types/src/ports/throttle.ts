/**
 * The throttles. `session-free` and `session`: new sessions by address, without and with a proof;
 * `session-unlocated`: new sessions of all clients without a known address; `session-service`: of the whole service (refuses none, but asks
 * for proof);
 * `read`: reads by user; `webhook`: valid deliveries by source;
 * `code`, `code-account` and `code-unlocated`: mailed codes by client address, by e-mail address, and of all clients without a known
 * address;
 * `sign-in`, `sign-in-account` and `sign-in-unlocated`: attempts with a code or password, the same way;
 * `billing`: payment pages by user; `attachment`: uploads by user.
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

/** Limits that count one per request, by address or user. */
export interface Throttle {
  take(name: ThrottleName, key: string): Promise<ThrottleResult>;
}
