import { Redis } from "@upstash/redis";
import { createRedisLink, type RedisLink } from "./redis-link.ts";

/**
 * What to give to `createQuota` and `createThrottle`, one for both. The client's own retries are off (a retried reserve could come after
 * the caller has gone), a request is cut at `timeoutMs`, and nothing is told to third parties.
 */
export function connectRedis(options: {
  readonly url: string;
  readonly token: string;
  readonly timeoutMs: number;
}): RedisLink<Redis> {
  const redis = new Redis({
    url: options.url,
    token: options.token,
    retry: false,
    enableTelemetry: false,
    // A function: with a plain signal the client would answer "Aborted" as if Redis had said it.
    signal: () => AbortSignal.timeout(options.timeoutMs),
  });
  return createRedisLink(redis);
}
