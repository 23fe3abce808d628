import { createScript } from "../redis/script.ts";

/**
 * Trues a reservation up to what was used, once. States of a reservation's record:
 *
 *   (none) --reserve--> held --settle, counts--> settled
 *                        |  \--settle, gives the turn back--> returned --reserve--> held
 *                        \-- expires: still `held`, but its money and slot are free; a late settle charges as above
 *
 * A settle without a record (Redis lost its data) charges too, so that money spent is money counted.
 * Replies: `settled` or `already`, or `wrong-day` with nothing changed.
 */
export const settleScript = createScript(`
local record, turnsKey, flight, holds, spend = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local turnId, holdName, cost, counts = ARGV[1], ARGV[2], ARGV[3], ARGV[4] == '1'
local day, dayTtl, recordTtl = ARGV[5], ARGV[6], ARGV[7]

local state = redis.call('HGET', record, 'state')
if state and redis.call('HGET', record, 'day') ~= day then return { 'wrong-day' } end
if state == 'settled' or state == 'returned' then return { 'already' } end

if state == 'held' then
  local held = redis.call('HGET', record, 'costMicroUsd')
  -- 0 when the sweep was faster: then the money is free already.
  local removed = redis.call('ZREM', holds, held .. ':' .. holdName)
  if removed == 1 and held ~= '0' then redis.call('HINCRBY', spend, 'held', '-' .. held) end
  redis.call('ZREM', flight, turnId)
  if not counts and tonumber(redis.call('GET', turnsKey) or '0') > 0 then redis.call('DECR', turnsKey) end
elseif counts then
  redis.call('INCR', turnsKey)
  redis.call('PEXPIRE', turnsKey, dayTtl)
end

redis.call('HINCRBY', spend, 'settled', cost)
redis.call('PEXPIRE', spend, dayTtl)
redis.call('HSET', record, 'state', counts and 'settled' or 'returned', 'day', day, 'settledMicroUsd', cost)
redis.call('PEXPIRE', record, recordTtl)
return { 'settled' }
`);
