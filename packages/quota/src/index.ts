export { createDeliveryMemory } from "./webhooks/create-delivery-memory.ts";
export { forgetUser } from "./forget/forget-user.ts";
export { raiseSettled } from "./audit/raise-settled.ts";
export { createLeasedQuota, createQuota, type LeasedQuota, type QuotaOptions } from "./create-quota.ts";
export { type QuotaPolicy } from "./quota-context.ts";
export { connectRedis } from "./redis/connect-redis.ts";
export { type RedisLink } from "./redis/redis-link.ts";
export { createThrottle, type ThrottleOptions } from "./throttle/create-throttle.ts";
export { throttleLimits, type ThrottleLimit, type ThrottleLimits } from "./throttle/throttle-limits.ts";
