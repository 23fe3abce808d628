import { createScript } from "../redis/script.ts";

/**
 * Checks every limit, then charges all of them or none.
 *
 * Replies: `admitted|replayed, turnsUsed, expiresAtMs, day`, or `refused, scope, used|earliestExpiryMs, backlog`.
 * Written for Redis 7, Upstash and fengari alike: amounts are written from text or by `%.0f`, never by Lua's own number format;
 * no HMGET (nil in the middle of a list), no `tostring` of large numbers.
 */
export const reserveScript = createScript(`
local record, turnsKey, flight, holds, spend = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local turnId, holdName, now, expiresAt, cost = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local turnsLimit, flightLimit, spendCap = tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
local day, dayTtl, recordTtl, flightTtl, sweepMax = ARGV[9], ARGV[10], ARGV[11], ARGV[12], tonumber(ARGV[13])

local function number(text) return tonumber(text or '0') end
local function whole(amount) return string.format('%.0f', amount) end

local turnsText = redis.call('GET', turnsKey) or '0'
local turns = tonumber(turnsText)

-- The same turn again: answered as before, charged nothing. A turn that was given back is a new one.
local state = redis.call('HGET', record, 'state')
if state and state ~= 'returned' then
  return { 'replayed', turnsText, redis.call('HGET', record, 'expiresAtMs'), redis.call('HGET', record, 'day') }
end

-- Checks. Nothing is written before all have passed.
if turns >= turnsLimit then
  return { 'refused', 'turns', turnsText, '0' }
end
if redis.call('ZCOUNT', flight, '(' .. now, '+inf') >= flightLimit then
  local earliest = redis.call('ZRANGEBYSCORE', flight, '(' .. now, '+inf', 'WITHSCORES', 'LIMIT', '0', '1')
  return { 'refused', 'flight', earliest[2] or '0', '0' }
end

-- Money held by workers that never settled counts no more. At most sweepMax holds are looked at in one call.
local expired = redis.call('ZRANGEBYSCORE', holds, '-inf', now, 'LIMIT', '0', ARGV[13])
local released = 0
for i = 1, #expired do released = released + tonumber(string.match(expired[i], '^%d+')) end
local settled = number(redis.call('HGET', spend, 'settled'))
local held = number(redis.call('HGET', spend, 'held'))
local fits = settled + held - released + tonumber(cost) <= spendCap

-- A refusal leaves even the expired holds alone, unless they are so many that the next call could not see past them.
local backlog = #expired >= sweepMax
if #expired > 0 and (fits or backlog) then
  for i = 1, #expired do redis.call('ZREM', holds, expired[i]) end
  if released > 0 then redis.call('HINCRBY', spend, 'held', '-' .. whole(released)) end
end
if not fits then
  return { 'refused', 'spend', whole(settled + held - released), backlog and '1' or '0' }
end

-- Charges.
redis.call('INCR', turnsKey)
redis.call('PEXPIRE', turnsKey, dayTtl)
redis.call('ZREMRANGEBYSCORE', flight, '-inf', now)
redis.call('ZADD', flight, expiresAt, turnId)
redis.call('PEXPIRE', flight, flightTtl)
redis.call('ZADD', holds, expiresAt, cost .. ':' .. holdName)
redis.call('PEXPIRE', holds, dayTtl)
redis.call('HINCRBY', spend, 'held', cost)
redis.call('PEXPIRE', spend, dayTtl)
redis.call('HSET', record, 'state', 'held', 'day', day, 'expiresAtMs', expiresAt, 'costMicroUsd', cost)
redis.call('PEXPIRE', record, recordTtl)
return { 'admitted', whole(turns + 1), expiresAt, day }
`);
