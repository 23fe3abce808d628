import type { Redis } from "@upstash/redis";

/** The part of the Redis client that the quota needs: scripts. */
export type QuotaRedis = Pick<Redis, "eval" | "evalsha">;
