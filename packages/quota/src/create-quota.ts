import type { Quota } from "@sendcat/shared-types";
import type { QuotaContext, QuotaPolicy } from "./quota-context.ts";
import type { QuotaRedis } from "./redis/quota-redis.ts";
import { reserve } from "./reserve/reserve.ts";
import { settle } from "./settle/settle.ts";
import { snapshot } from "./snapshot/snapshot.ts";

export interface QuotaOptions {
  /** See `createRedisClient` for one with the right settings. */
  readonly redis: QuotaRedis;
  readonly policy: QuotaPolicy;
  /** Longest wait for Redis in a reserve, settle or snapshot; default 250. */
  readonly timeoutMs?: number;
  readonly onFault?: QuotaContext["onFault"];
}

/** Admission on Redis. Closed when Redis is away: the spend cap is hard, so nothing is admitted uncounted. */
export function createQuota(options: QuotaOptions): Quota {
  const context: QuotaContext = {
    redis: options.redis,
    policy: options.policy,
    timeoutMs: options.timeoutMs ?? 250,
    onFault: options.onFault ?? (() => {}),
  };
  return {
    reserve: (request) => reserve(context, request),
    settle: (request) => settle(context, request),
    snapshot: (request) => snapshot(context, request),
  };
}
