export { createQuota, type QuotaOptions } from "./create-quota.ts";
export { type QuotaPolicy } from "./quota-context.ts";
export { createRedisClient } from "./redis/create-redis-client.ts";
export { createThrottle, type ThrottleOptions } from "./throttle/create-throttle.ts";
export { DEFAULT_THROTTLE_LIMITS, type ThrottleLimit } from "./throttle/throttle-limits.ts";
