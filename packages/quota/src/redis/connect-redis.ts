import { Redis } from "@upstash/redis";

/**
 * The client to give to `createQuota` and `createThrottle`. Its own retries are off (a retried reserve could come after the caller
 * has gone), a request is cut at `timeoutMs`, and nothing is told to third parties.
 */
export function createRedisClient(options: {
  readonly url: string;
  readonly token: string;
  readonly timeoutMs: number;
}): Redis {
  return new Redis({
    url: options.url,
    token: options.token,
    retry: false,
    enableTelemetry: false,
    // A function: with a plain signal the client would answer "Aborted" as if Redis had said it.
    signal: () => AbortSignal.timeout(options.timeoutMs),
  });
}
