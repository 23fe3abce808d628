/** The throttles, one limiter each. */
export const THROTTLE_NAMES = [
  // New sessions: by address with a proof, by address without one, and of the whole service (refuses none, but asks for proof).
  "session",
  "session-free",
  "session-service",
  // Reads, by user.
  "read",
  // Turns that ended without an answer, by user: up to this many a day are given back.
  "empty-answer",
  // Valid deliveries, by source.
  "webhook",
  // Mailed codes: by client address, by client address and e-mail address together, and by e-mail address.
  "code",
  "code-account",
  "code-account-day",
  // Attempts to sign in: by client address, and by client address and account together.
  "sign-in",
  "sign-in-account",
  // Attempts of all clients together with one account, by what is tried, so that one does not use up the other.
  "code-tries-day",
  "password-tries-day",
  // Payment pages, by user.
  "billing",
  // Reports, by user.
  "report",
  // Uploads, by user.
  "attachment",
  // Lists of sign-in providers, by address.
  "providers",
  // Product pictures, by address.
  "image",
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

/** Limits that count one per request, by address or user. The clients whose address is not known count as one address, `UNKNOWN_ADDRESS`. */
export interface Throttle {
  take(name: ThrottleName, key: string): Promise<ThrottleResult>;
}
