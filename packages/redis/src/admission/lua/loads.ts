/**
 * Lua: removes a turn's names from a worker's load and adds others, each as `openrouter_chat;provider:google`, or nil for none. A worker
 * without turns has no field; a missing field stays missing. Returns whether the field existed.
 */
export const LOADS_LUA = `
local function changeLoad(loadsKey, worker, change)
  local text = redis.call('HGET', loadsKey, worker)
  if not text then return false end
  local untilMs, load = string.match(text, '^(%d+)|(.*)$')
  local counts = readCounts(load)
  local function add(names, by)
    for name in string.gmatch('all;' .. names, '[^;]+') do counts[name] = math.max(0, (counts[name] or 0) + by) end
  end
  if change.take then add(change.take, -1) end
  if change.give then add(change.give, 1) end
  local written = writeCounts(counts)
  if written == '' then redis.call('HDEL', loadsKey, worker)
  else redis.call('HSET', loadsKey, worker, (change.untilMs or untilMs) .. '|' .. written) end
  return true
end
`;
