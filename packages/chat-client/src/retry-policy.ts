/** How long and how often a cut stream is retried. */
export interface RetryPolicy {
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
  /** Attempts in a row without a new chunk. */
  readonly maxAttempts: number;
  /** Time from the first failure without a new chunk; being offline counts. */
  readonly maxOutageMs: number;
  /** Attempts of the first POST, while the user waits at the send button. */
  readonly maxSendAttempts: number;
  /** Silence after which a connection counts as dead: a phone that slept gets no error from its socket. */
  readonly idleMs: number;
}

export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  baseDelayMs: 300,
  maxDelayMs: 10_000,
  maxAttempts: 12,
  maxOutageMs: 300_000,
  maxSendAttempts: 4,
  idleMs: 40_000,
};

/**
 * Exponential backoff with equal jitter (half fixed, half random), `attempt` from 0.
 * A server's Retry-After is a lower bound, spread by up to a quarter so that clients do not all return at once.
 */
export function retryDelayMs(
  attempt: number,
  policy: RetryPolicy,
  options: { readonly random: () => number; readonly retryAfterMs?: number | undefined },
): number {
  const ceiling = Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** attempt);
  const backoff = ceiling / 2 + (ceiling / 2) * options.random();
  const { retryAfterMs } = options;
  return retryAfterMs === undefined ? backoff : Math.max(backoff, retryAfterMs * (1 + options.random() / 4));
}
