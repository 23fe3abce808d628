import { ADDRESS_LUA } from "../lua/address.ts";
import { LOADS_LUA } from "../lua/loads.ts";
import { PRELUDE } from "../lua/prelude.ts";
import { RECORD_LUA } from "../lua/record.ts";
import { scriptArguments } from "../../connection/script-arguments.ts";
import { createScript } from "../../connection/script.ts";

export const restoreArguments = scriptArguments({
  nowMs: "number",
  worker: "text",
  leaseUntilMs: "text",
  turnId: "text",
  dayTtlMs: "text",
  addressSpendTtlMs: "text",
  userTtlMs: "text",
  recordTtlMs: "text",
  /** The turn's record before the loss, in the format of `lua/record.ts`. */
  record: "text",
});

/**
 * Restores a running turn after its worker's lease was lost or Redis was emptied: its place and, if they are gone, its record, its reserved
 * money and its user's count. A running turn is counted even if a cap is full by now.
 * Replies `restored`, or `over` when the turn has been settled meanwhile.
 */
export const restoreScript = createScript(`${PRELUDE}${RECORD_LUA}${LOADS_LUA}${ADDRESS_LUA}${restoreArguments.lua}
local loadsKey, spendKey, userKey, recordKey, addressSpendKey = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local now, worker, lost = given.nowMs, given.worker, readRecord(given.record)
local record = readRecord(redis.call('GET', recordKey))
-- Settled, or admitted again by another worker.
if record and (record.state ~= 'held' or record.worker ~= lost.worker) then return { 'over' } end
if not record then
  record = lost
  redis.call('HINCRBY', userKey, 'turns|' .. record.day, '1')
  if number(record.holdUntilMs) > now then
    redis.call('HINCRBY', spendKey, 'held|' .. record.plan .. '|' .. record.holdUntilMs, whole(heldBy(record)))
    redis.call('PEXPIRE', spendKey, given.dayTtlMs)
    local held = { [record.holdUntilMs] = heldBy(record) }
    changeAddress(addressSpendKey, record.names, { now = now, ttlMs = given.addressSpendTtlMs, change = held })
  end
end
record.worker = worker
redis.call('HSET', userKey, 'turn|' .. given.turnId, record.admittedMs .. '|' .. record.holdUntilMs .. '|' .. record.tokens .. '|h|' .. record.day
  .. '|' .. worker)
redis.call('PEXPIRE', userKey, given.userTtlMs)
if not changeLoad(loadsKey, worker, { give = record.names, untilMs = given.leaseUntilMs }) then
  local counts = { all = 1 }
  for name in string.gmatch(record.names, '[^;]+') do counts[name] = 1 end
  redis.call('HSET', loadsKey, worker, given.leaseUntilMs .. '|' .. writeCounts(counts))
end
redis.call('SET', recordKey, writeRecord(record), 'PX', given.recordTtlMs)
return { 'restored' }
`);
