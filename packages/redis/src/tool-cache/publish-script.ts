/** Names taken off the index at a time when it is too long. */
const EVICT_AT_ONCE = 20;

/**
 * KEYS: entry, lock, index. ARGV: entry's text, its life, its key, when it expires, most entries, now.
 * Answers the keys that have to make room, the ones that expire soonest.
 */
export const PUBLISH_SCRIPT = `
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
redis.call('DEL', KEYS[2])
redis.call('ZADD', KEYS[3], ARGV[4], ARGV[3])
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', ARGV[6])
local over = redis.call('ZCARD', KEYS[3]) - tonumber(ARGV[5])
if over <= 0 then return {} end
local evicted = redis.call('ZRANGE', KEYS[3], 0, math.min(over, ${EVICT_AT_ONCE}) - 1)
for i = 1, #evicted do redis.call('ZREM', KEYS[3], evicted[i]) end
return evicted
`;
