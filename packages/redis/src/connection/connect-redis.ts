import { Redis } from "@upstash/redis";
import { createRedisLink, type RedisLink } from "./redis-link.ts";

/**
 * The link for `createQuota` and `createThrottle`; both share one. The client's own retries are off (a retried reserve could arrive after
 * the caller has gone), requests are aborted after `timeoutMs`, and telemetry is off.
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
    // A function: with a plain signal the client would return "Aborted" as if Redis had sent it.
    signal: () => AbortSignal.timeout(options.timeoutMs),
  });
  return createRedisLink(redis);
}
