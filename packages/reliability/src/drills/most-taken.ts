/**
 * The most that a sliding window of `requests` a `windowSeconds` lets through in any stretch of `seconds`, however fast somebody asks. The window
 * is that of @upstash/ratelimit: what was taken in the clock's window before counts by the share of it that is still in view, rounded down.
 */
export function mostTaken(
  { requests, windowSeconds }: { readonly requests: number; readonly windowSeconds: number },
  seconds: number,
): number {
  const windows = seconds / windowSeconds;
  return Math.floor(requests * (1 + windows)) + Math.ceil(windows);
}
