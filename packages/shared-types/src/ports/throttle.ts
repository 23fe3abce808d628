/** What is throttled; one limiter each. */
export type ThrottleName = "session" | "session-unlocated" | "read";

export type ThrottleResult =
  | { readonly ok: true; readonly degraded: boolean }
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
