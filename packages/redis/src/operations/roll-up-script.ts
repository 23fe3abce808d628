import { PRELUDE } from "../admission/lua/prelude.ts";
import { createScript } from "../connection/script.ts";

/**
 * Adds a minute's counts (`series=value;...`, ARGV[2]) to the totals, once: the minute (ARGV[1]) must be later than all minutes added
 * before.
 * Replies `added` or `known`.
 */
export const rollUpScript = createScript(`${PRELUDE}
local totalsKey, minute = KEYS[1], number(ARGV[1])
if number(redis.call('HGET', totalsKey, 'rolledUpTo') or '0') >= minute then return { 'known' } end
for series, amount in string.gmatch(ARGV[2], '([^=;]+)=(%d+)') do redis.call('HINCRBY', totalsKey, series, amount) end
redis.call('HSET', totalsKey, 'rolledUpTo', ARGV[1])
return { 'added' }
`);
