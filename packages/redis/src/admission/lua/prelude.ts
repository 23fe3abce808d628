/**
 * What every script begins with. Written for Redis 7, Upstash and the in-process fallback alike: amounts are written from text or by `%.0f`, never by
 * Lua's own number format; replies are written out as lists, not built; no HMGET (nil in the middle of a list); all keys through KEYS.
 */
export const PRELUDE = `
local unpackList = table.unpack or unpack

-- What is over is kept so much longer: hosts whose clocks differ must not take away what another still counts or subtracts from.
local graceMs = 60000

-- A float always: the Lua of the fallback has integers, and they wrap.
local function number(text) return text and tonumber(text) and tonumber(text) + 0.0 end

local function whole(amount) return string.format('%.0f', amount) end

local function hash(key)
  local flat, fields = redis.call('HGETALL', key), {}
  for i = 1, #flat, 2 do fields[flat[i]] = flat[i + 1] end
  return fields
end

-- 'a=1;b=2' and back.
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

-- What a worker holds: when its lease falls, and its turns in flight by name.
local function readLoad(text)
  local untilMs, counts = string.match(text, '^(%d+)|(.*)$')
  return number(untilMs), counts
end
`;
