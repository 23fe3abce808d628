import { SESSION_WINDOW_SECONDS, type Policy, type ThrottleName } from "@sendcat/shared-types";

export interface ThrottleLimit {
  readonly requests: number;
  readonly windowSeconds: number;
}

export type ThrottleLimits = Readonly<Record<ThrottleName, ThrottleLimit>>;

/**
 * `session` counts by address. It is wide because thousands of Caribbean mobile customers share one carrier address; a session's spending
 * is bounded by its plan and the service's budget. `session-unlocated` is shared by all clients whose address the host does not know: wide
 * enough for an opening day, narrow enough to bound a flood.
 */
export function throttleLimits({ proof, webhooks }: Pick<Policy, "proof" | "webhooks">): ThrottleLimits {
  return {
    session: { requests: Math.max(1, proof.sessionsPerAddress), windowSeconds: SESSION_WINDOW_SECONDS },
    "session-free": { requests: Math.max(1, proof.freeSessionsPerAddress), windowSeconds: SESSION_WINDOW_SECONDS },
    "session-unlocated": { requests: 6_000, windowSeconds: 600 },
    "session-service": { requests: Math.max(1, proof.freeSessionsPerMinute), windowSeconds: 60 },
    read: { requests: 120, windowSeconds: 60 },
    // A carrier's address covers a whole neighbourhood; the limits of one account stop a guesser. One client address cannot use up an
    // account's day, so a stranger does not lock the owner out; all addresses together guess a hundred of a million codes a day.
    code: { requests: 60, windowSeconds: 600 },
    "code-unlocated": { requests: 1_200, windowSeconds: 600 },
    "code-account": { requests: 10, windowSeconds: 6 * 3_600 },
    "code-account-day": { requests: 60, windowSeconds: 86_400 },
    "sign-in": { requests: 120, windowSeconds: 600 },
    "sign-in-unlocated": { requests: 6_000, windowSeconds: 600 },
    "sign-in-account": { requests: 20, windowSeconds: 6 * 3_600 },
    "code-tries-day": { requests: 100, windowSeconds: 86_400 },
    "password-tries-day": { requests: 100, windowSeconds: 86_400 },
    attachment: { requests: 40, windowSeconds: 600 },
    billing: { requests: 30, windowSeconds: 600 },
    webhook: { requests: webhooks.perMinute, windowSeconds: 60 },
  };
}
