/**
 * The most requests that a sliding window of `requests` per `windowSeconds` lets through in any span of `seconds`, however fast they come.
 * The window is @upstash/ratelimit's: requests of the previous clock window count by the share of it that is still in view, rounded down.
 */
export function mostTaken(
  { requests, windowSeconds }: { readonly requests: number; readonly windowSeconds: number },
  seconds: number,
): number {
  const windows = seconds / windowSeconds;
  return Math.floor(requests * (1 + windows)) + Math.ceil(windows);
}
