import { LOADS_LUA } from "../lua/loads.ts";
import { PRELUDE } from "../lua/prelude.ts";
import { RECORD_LUA } from "../lua/record.ts";
import { createScript } from "../../connection/script.ts";

/**
 * Puts a turn that is still running back on the books after its worker's lease was lost or Redis was emptied: its place, and where they
 * are gone its record, its hold and its user's count. What really runs is counted even where a cap is full by now.
 * Replies `restored`, or `over` when the turn has been settled meanwhile.
 */
export const restoreScript = createScript(`${PRELUDE}${RECORD_LUA}${LOADS_LUA}
local loadsKey, spendKey, userKey, recordKey = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local now, worker, leaseUntil, turnId = number(ARGV[1]), ARGV[2], ARGV[3], ARGV[4]
local dayTtl, userTtl, recordTtl = ARGV[5], ARGV[6], ARGV[7]
local lost = readRecord(ARGV[8])
local record = readRecord(redis.call('GET', recordKey))
-- Settled, or taken up again by another worker.
if record and (record.state ~= 'held' or record.worker ~= lost.worker) then return { 'over' } end
if not record then
  record = lost
  redis.call('HINCRBY', userKey, 'turns|' .. record.day, '1')
  if number(record.holdUntilMs) > now then
    redis.call('HINCRBY', spendKey, 'held|' .. record.plan .. '|' .. record.holdUntilMs, record.costMicroUsd)
    redis.call('PEXPIRE', spendKey, dayTtl)
  end
end
record.worker = worker
redis.call('HSET', userKey, 'turn|' .. turnId, record.admittedMs .. '|' .. record.holdUntilMs .. '|' .. record.tokens .. '|h|' .. record.day
  .. '|' .. worker)
redis.call('PEXPIRE', userKey, userTtl)
if not changeLoad(loadsKey, worker, { give = record.names, untilMs = leaseUntil }) then
  local counts = { all = 1 }
  for name in string.gmatch(record.names, '[^;]+') do counts[name] = 1 end
  redis.call('HSET', loadsKey, worker, leaseUntil .. '|' .. writeCounts(counts))
end
redis.call('SET', recordKey, writeRecord(record), 'PX', recordTtl)
return { 'restored' }
`);
