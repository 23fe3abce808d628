import type { Redis } from "@upstash/redis";

/** What the quota needs of Redis: scripts. */
export type QuotaRedis = Pick<Redis, "eval" | "evalsha">;
