import type { QuotaRedis } from "../connection/quota-redis.ts";
import type { RedisLink } from "../connection/redis-link.ts";
import { flushMetrics, MetricsBuffer, type MetricsBufferOptions } from "./metrics-buffer.ts";

/** Counts of this process. Pass them to `createQuota` as well: its scripts carry them. */
export function createMetrics(
  options: Omit<MetricsBufferOptions, "flush"> & { readonly link: RedisLink<QuotaRedis>; readonly waitMs: number },
): MetricsBuffer {
  const { link, waitMs, ...rest } = options;
  const metrics: MetricsBuffer = new MetricsBuffer({
    ...rest,
    flush: () => link.ask(() => flushMetrics(metrics, link.redis), waitMs),
  });
  return metrics;
}
