import { scriptArguments } from "../connection/script-arguments.ts";

/** Most entries evicted by one publish. */
const EVICT_AT_ONCE = 20;

export const publishArguments = scriptArguments({
  key: "text",
  /** `fetchedAtMs|freshUntilMs|outcome`. */
  entry: "text",
  ttlMs: "text",
  expiresAtMs: "text",
  maxEntries: "text",
  nowMs: "text",
});

/**
 * KEYS: entry, lock, index.
 * Replies the keys to evict, the ones that expire soonest.
 */
export const PUBLISH_SCRIPT = `${publishArguments.lua}
redis.call('SET', KEYS[1], given.entry, 'PX', given.ttlMs)
redis.call('DEL', KEYS[2])
redis.call('ZADD', KEYS[3], given.expiresAtMs, given.key)
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', given.nowMs)
local over = redis.call('ZCARD', KEYS[3]) - tonumber(given.maxEntries)
if over <= 0 then return {} end
local evicted = redis.call('ZRANGE', KEYS[3], 0, math.min(over, ${EVICT_AT_ONCE}) - 1)
for i = 1, #evicted do redis.call('ZREM', KEYS[3], evicted[i]) end
return evicted
`;
