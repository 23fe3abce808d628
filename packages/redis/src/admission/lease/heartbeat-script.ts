import { createScript } from "../../connection/script.ts";

/** Renews a worker's lease. Replies `renewed`, or `lost` when Redis does not know it: it expired and was cleaned up, or Redis lost its data. */
export const heartbeatScript = createScript(`
local text = redis.call('HGET', KEYS[1], ARGV[1])
if not text then return { 'lost' } end
local counts = string.match(text, '^%d+|(.*)$')
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. '|' .. counts)
return { 'renewed' }
`);
