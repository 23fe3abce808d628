export { findRedisServer } from "./backend/find-redis-server.ts";
export { createUpstashLocal, type UpstashLocal, type UpstashLocalOptions } from "./create-upstash-local.ts";
