import type { Redis } from "@upstash/redis";

/** The part of the Redis client that the cache needs. */
export type ToolRedis = Pick<Redis, "createScript" | "del" | "hgetall" | "hset" | "zrange" | "zcard">;

/** A client with bounded waits: the value, or why there was none in time; never rejects. `connectRedis` makes one. */
export interface ToolRedisLink {
  readonly redis: ToolRedis;
  ask<T>(
    run: () => Promise<T>,
    waitMs: number,
  ): Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly cause: unknown }>;
}
