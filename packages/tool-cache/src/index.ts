export { bumpNamespace, clearNamespace, listNamespaces, type CacheNamespace } from "./cache-operations.ts";
export { createToolCache, type ToolCacheOptions } from "./create-tool-cache.ts";
export { type ToolRedis, type ToolRedisLink } from "./tool-redis.ts";
