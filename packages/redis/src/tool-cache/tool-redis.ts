import type { Redis } from "@upstash/redis";

/** What the cache needs of Redis. */
export type ToolRedis = Pick<Redis, "createScript" | "del" | "hgetall" | "hset" | "zrange" | "zcard">;

/** A client with a patience: the value, or that there was none in time; never rejects. Quota's `connectRedis` makes one. */
export interface ToolRedisLink {
  readonly redis: ToolRedis;
  ask<T>(
    run: () => Promise<T>,
    waitMs: number,
  ): Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly cause: unknown }>;
}
