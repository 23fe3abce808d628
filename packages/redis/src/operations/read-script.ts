import { PRELUDE } from "../admission/lua/prelude.ts";
import { createScript } from "../connection/script.ts";

/**
 * Reads what operators see; writes nothing. KEYS: service, loads, the day's spend, totals, then minutes, newest first. ARGV: now, newest
 * minute, number of minutes wanted; minutes not yet in the totals are always read.
 * Replies: service, spend, totals as flat lists; live workers' loads, one per line; minutes, one per line, as `minute>counts&counts`.
 */
export const readScript = createScript(`${PRELUDE}
local now, newest, wanted = number(ARGV[1]), number(ARGV[2]), number(ARGV[3])
local totals = redis.call('HGETALL', KEYS[4])
local rolledUpTo = number(redis.call('HGET', KEYS[4], 'rolledUpTo') or '0')
local minutes = {}
for i = 5, #KEYS do
  local minute = newest - (i - 5)
  if i - 5 < wanted or minute > rolledUpTo then
    local flat = redis.call('HGETALL', KEYS[i])
    local counts = {}
    for j = 2, #flat, 2 do counts[#counts + 1] = flat[j] end
    if #counts > 0 then minutes[#minutes + 1] = whole(minute) .. '>' .. table.concat(counts, '&') end
  end
end
local loads = {}
for name, text in pairs(hash(KEYS[2])) do
  local untilMs, load = readLoad(text)
  if untilMs > now then loads[#loads + 1] = load end
end
return { redis.call('HGETALL', KEYS[1]), redis.call('HGETALL', KEYS[3]), totals, table.concat(loads, '\\n'), table.concat(minutes, '\\n') }
`);
