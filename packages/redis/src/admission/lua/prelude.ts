/**
 * The start of every script, for Redis 7, Upstash and the in-process fallback alike. Amounts are written from text or with `%.0f`, never in
 * Lua's own number format; replies are literal lists; no HMGET (it returns nil in the middle of a list); all keys go through KEYS.
 */
export const PRELUDE = `
local unpackList = table.unpack or unpack

-- Expired entries are kept this much longer: hosts whose clocks differ must not delete what another host still counts or subtracts from.
local graceMs = 60000

-- Always a float: the fallback's Lua has integers, and they wrap.
local function number(text) return text and tonumber(text) and tonumber(text) + 0.0 end

local function whole(amount) return string.format('%.0f', amount) end

local function hash(key)
  local flat, fields = redis.call('HGETALL', key), {}
  for i = 1, #flat, 2 do fields[flat[i]] = flat[i + 1] end
  return fields
end

-- Parses 'a=1;b=2'; writeCounts is the reverse.
local function readCounts(text)
  local counts = {}
  for name, count in string.gmatch(text, '([^=;]+)=(%d+)') do counts[name] = number(count) end
  return counts
end

local function writeCounts(counts)
  local parts = {}
  for name, count in pairs(counts) do
    if count > 0 then parts[#parts + 1] = name .. '=' .. whole(count) end
  end
  return table.concat(parts, ';')
end

-- A worker's load: when its lease expires, and its turns in flight by name.
local function readLoad(text)
  local untilMs, counts = string.match(text, '^(%d+)|(.*)$')
  return number(untilMs), counts
end
`;
