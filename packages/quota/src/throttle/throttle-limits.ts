import type { ThrottleName } from "@sendcat/shared-types";

export interface ThrottleLimit {
  readonly requests: number;
  readonly windowSeconds: number;
}

/**
 * Defaults. `session` is by address, and whole neighbourhoods of Caribbean mobile customers share one carrier address, so it is wide;
 * what a session may spend is bounded by its plan and by the service's budget. `session-unlocated` is for all callers together whose
 * address the host does not know: wide enough for an opening day, narrow enough to bound a flood. `read` is by user.
 */
export const DEFAULT_THROTTLE_LIMITS: Readonly<Record<ThrottleName, ThrottleLimit>> = {
  session: { requests: 60, windowSeconds: 600 },
  "session-unlocated": { requests: 6_000, windowSeconds: 600 },
  read: { requests: 120, windowSeconds: 60 },
};
