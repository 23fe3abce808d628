import { PRELUDE } from "../lua/prelude.ts";
import { createScript } from "../../connection/script.ts";

/**
 * Moves a user's settled usage to another user: `turns|DAY` and `tokens|DAY` without the turns in flight, and the settled turns of the
 * window.
 * Replies: `carried, number of turns`.
 */
export const carryUsageScript = createScript(`${PRELUDE}
local fromKey, toKey, userTtl = KEYS[1], KEYS[2], ARGV[1]
local fields, running, moved = hash(fromKey), {}, 0
local writes, gone = { 'HSET', toKey }, {}
for field, value in pairs(fields) do
  local state, day = string.match(value, '^%d+|%d+|%d+|(%a)|([^|]+)|')
  if state == 's' then
    writes[#writes + 1], writes[#writes + 2] = field, value
    gone[#gone + 1] = field
  elseif state then running[day] = (running[day] or 0) + 1 end
end
for field, value in pairs(fields) do
  local what, day = string.match(field, '^(%a+)|(%d+%-%d+%-%d+)$')
  if what == 'turns' or what == 'tokens' then
    local stays = what == 'turns' and math.min(number(value), running[day] or 0) or 0
    local goes = number(value) - stays
    if goes > 0 then
      redis.call('HINCRBY', toKey, field, whole(goes))
      redis.call('HSET', fromKey, field, whole(stays))
      if what == 'turns' then moved = moved + goes end
    end
  end
end
if #gone > 0 then
  redis.call(unpackList(writes))
  redis.call('HDEL', fromKey, unpackList(gone))
end
if moved > 0 or #gone > 0 then redis.call('PEXPIRE', toKey, userTtl) end
return { 'carried', whole(moved) }
`);
