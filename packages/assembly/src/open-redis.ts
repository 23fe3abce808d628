import { connectRedis } from "@sendcat/redis";
import type { Policy } from "@sendcat/shared-types";
import type { GatewayEnv } from "./gateway-env.ts";

/** A request to Redis is aborted only after this many times admission's wait: a late reply is better than a repeated request. */
const REDIS_CUT_FACTOR = 4;

export function openRedis(env: GatewayEnv, { failure }: Policy): ReturnType<typeof connectRedis> {
  return connectRedis({
    url: env.UPSTASH_REDIS_REST_URL,
    token: env.UPSTASH_REDIS_REST_TOKEN,
    timeoutMs: failure.admission.waitMs * REDIS_CUT_FACTOR,
  });
}
