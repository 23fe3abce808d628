/**
 * What a guest's turn counts against besides its places: `address:192.0.2.1`. It is one of the names of the turn's record, so places and
 * money of an address are given back as those of a bulkhead are. A search's `search.address:192.0.2.1` is found by the same pattern.
 */
export const ADDRESS_NAME = "address:";

/**
 * Lua: the money of a day's guests of one address. Reserved money stops counting at its expiry. `names` are those of a turn's record;
 * `changeAddress` does nothing for a turn without an address.
 */
export const ADDRESS_LUA = `
local function addressOf(names) return string.match(names, '(${ADDRESS_NAME}[^;]+)') end
-- The same with the prefix of a search, as the record has it.
local function addressNameOf(names) return string.match(';' .. names, ';(%a*%.?${ADDRESS_NAME}[^;]+)') end

-- Settled, reserved, and the field's counts without those that expired long ago.
local function readAddress(text, now)
  local counts, held = readCounts(text or ''), 0
  for name, amount in pairs(counts) do
    local untilMs = number(name)
    if untilMs and untilMs > now then held = held + amount
    elseif untilMs and untilMs <= now - graceMs then counts[name] = nil end
  end
  return counts.settled or 0, held, counts
end

local function changeAddress(key, names, at)
  local address = addressOf(names)
  if not address then return end
  local _, _, counts = readAddress(redis.call('HGET', key, address), at.now)
  for name, by in pairs(at.change) do counts[name] = math.max(0, (counts[name] or 0) + by) end
  redis.call('HSET', key, address, writeCounts(counts))
  redis.call('PEXPIRE', key, at.ttlMs)
end
`;
