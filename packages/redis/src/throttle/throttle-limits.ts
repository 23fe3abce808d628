import {
  FREE_EMPTY_ANSWERS_A_DAY,
  SESSION_WINDOW_SECONDS,
  type Policy,
  type ThrottleName,
} from "@sendcat/shared-types";

export interface ThrottleLimit {
  readonly requests: number;
  readonly windowSeconds: number;
}

export type ThrottleLimits = Readonly<Record<ThrottleName, ThrottleLimit>>;

/**
 * `session` counts by address. It is wide because thousands of Caribbean mobile customers share one carrier address; a session's spending
 * is bounded by its plan and the service's budget. Clients whose address the host does not know count as one address.
 */
export function throttleLimits({ proof, webhooks }: Pick<Policy, "proof" | "webhooks">): ThrottleLimits {
  return {
    session: { requests: Math.max(1, proof.sessionsPerAddress), windowSeconds: SESSION_WINDOW_SECONDS },
    "session-free": { requests: Math.max(1, proof.freeSessionsPerAddress), windowSeconds: SESSION_WINDOW_SECONDS },
    "session-service": { requests: Math.max(1, proof.freeSessionsPerMinute), windowSeconds: 60 },
    read: { requests: 120, windowSeconds: 60 },
    // A question can ask for silence, and the service pays for it: without a limit one user could spend a plan's day.
    "empty-answer": { requests: FREE_EMPTY_ANSWERS_A_DAY, windowSeconds: 86_400 },
    // A carrier's address covers a whole neighbourhood; the limits of one account stop a guesser. One client address cannot use up an
    // account's day, so a stranger does not lock the owner out; all addresses together guess a hundred of a million codes a day.
    code: { requests: 60, windowSeconds: 600 },
    "code-account": { requests: 10, windowSeconds: 6 * 3_600 },
    "code-account-day": { requests: 60, windowSeconds: 86_400 },
    "sign-in": { requests: 120, windowSeconds: 600 },
    "sign-in-account": { requests: 20, windowSeconds: 6 * 3_600 },
    "code-tries-day": { requests: 100, windowSeconds: 86_400 },
    "password-tries-day": { requests: 100, windowSeconds: 86_400 },
    report: { requests: 20, windowSeconds: 3_600 },
    attachment: { requests: 40, windowSeconds: 600 },
    // A page asks once, when the sign-in dialog opens.
    providers: { requests: 600, windowSeconds: 60 },
    // A search shows up to twenty pictures, and browsers keep each for a day.
    image: { requests: 1_200, windowSeconds: 60 },
    billing: { requests: 30, windowSeconds: 600 },
    webhook: { requests: webhooks.perMinute, windowSeconds: 60 },
  };
}
