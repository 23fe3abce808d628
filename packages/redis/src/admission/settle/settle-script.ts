import { ADDRESS_LUA } from "../lua/address.ts";
import { BREAKER_LUA } from "../lua/breaker.ts";
import { LOADS_LUA } from "../lua/loads.ts";
import { CARRY_LUA } from "../lua/carry.ts";
import { PRELUDE } from "../lua/prelude.ts";
import { RECORD_LUA } from "../lua/record.ts";
import { scriptArguments } from "../../connection/script-arguments.ts";
import { createScript } from "../../connection/script.ts";

export const settleArguments = scriptArguments({
  nowMs: "number",
  turnId: "text",
  day: "text",
  plan: "text",
  costMicroUsd: "text",
  tokens: "text",
  /** 1 or 0. */
  counts: "number",
  /** 1 or 0. */
  final: "number",
  dayTtlMs: "text",
  addressSpendTtlMs: "text",
  userTtlMs: "text",
  recordTtlMs: "text",
  /** `outcomesText`. */
  outcomes: "text",
  /** The breaker's policy, `openMs=5000;...`. */
  breaker: "text",
  capMicroUsd: "number",
  /** `50 80 95`. */
  alertsAtPercent: "text",
});

/**
 * Charges what a reservation really used: once, or twice when the first settle was provisional; `lua/record.ts` draws the states. A settle
 * without a record (Redis lost its data) charges too, so that money spent is counted; so does one of a turn that was given back by one request
 * while another request with its id ran it.
 * Replies: `settled, percents passed`, `already`, or `wrong-day` (nothing changed).
 */
export const settleScript =
  createScript(`${PRELUDE}${CARRY_LUA}${RECORD_LUA}${BREAKER_LUA}${LOADS_LUA}${ADDRESS_LUA}${settleArguments.lua}
local serviceKey, loadsKey, spendKey, userKey, recordKey = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local addressSpendKey = KEYS[6]
local now, day, plan, counts = given.nowMs, given.day, given.plan, given.counts == 1

local record = readRecord(redis.call('GET', recordKey))
local state = record and record.state
if record and record.day ~= day then return { 'wrong-day', '' } end
if state == 'final' or (state == 'returned' and not counts) or (state == 'provisional' and given.final == 0) then return { 'already', '' } end
-- A turn that was settled before stays settled.
if state == 'provisional' then counts = true end
record = record or { day = day, plan = plan, model = '', route = '', names = '', worker = '', holdUntilMs = '0', tokens = '0',
  costMicroUsd = '0', admittedMs = whole(now), usedTokens = '0', usedMicroUsd = '0', searchMicroUsd = '0' }
plan = record.plan

-- Money.
local fields = hash(spendKey)
local before, ofPlan = 0, number(fields['settled|' .. plan] or '0')
for field, value in pairs(fields) do
  if string.sub(field, 1, 8) == 'settled|' then before = before + number(value) end
end
local change = number(given.costMicroUsd) - number(record.usedMicroUsd)
local after = before + change
local writes = { 'HSET', spendKey, 'settled|' .. plan, whole(ofPlan + change) }
local heldField = 'held|' .. plan .. '|' .. record.holdUntilMs
-- Expired reservations no longer count, but another host's clock may be behind ours.
if state == 'held' and fields[heldField] then
  writes[#writes + 1] = heldField
  writes[#writes + 1] = whole(math.max(0, number(fields[heldField] or '0') - heldBy(record)))
end
local passed = ''
for percent in string.gmatch(given.alertsAtPercent, '%d+') do
  local field = 'alert|' .. percent
  if given.capMicroUsd > 0 and after * 100 >= number(percent) * given.capMicroUsd and not fields[field] then
    passed = passed .. percent .. ' '
    writes[#writes + 1] = field
    writes[#writes + 1] = '1'
  end
end
redis.call(unpackList(writes))
redis.call('PEXPIRE', spendKey, given.dayTtlMs)
local ofAddress = { settled = change }
if state == 'held' then ofAddress[record.holdUntilMs] = -heldBy(record) end
changeAddress(addressSpendKey, record.names, { now = now, ttlMs = given.addressSpendTtlMs, change = ofAddress })

-- The user.
local entryField = 'turn|' .. given.turnId
if state == 'held' and not counts then
  local turns = number(redis.call('HGET', userKey, 'turns|' .. day) or '0')
  if turns > 0 then redis.call('HSET', userKey, 'turns|' .. day, whole(turns - 1)) end
  redis.call('HDEL', userKey, entryField)
elseif counts then
  redis.call('HINCRBY', userKey, 'tokens|' .. day, whole(number(given.tokens) - number(record.usedTokens)))
  if not state or state == 'returned' then redis.call('HINCRBY', userKey, 'turns|' .. day, '1') end
  local entry = state ~= nil and redis.call('HGET', userKey, entryField)
  if state == 'returned' then entry = record.admittedMs .. '|' .. record.holdUntilMs .. '|' end
  if entry then
    local admitted, hold = string.match(entry, '^(%d+)|(%d+)|')
    redis.call('HSET', userKey, entryField, admitted .. '|' .. hold .. '|' .. given.tokens .. '|s|' .. day .. '|')
  end
  redis.call('PEXPIRE', userKey, given.userTtlMs)
end

-- Frees its place, and reports its calls' outcomes to the breakers.
if state == 'held' then changeLoad(loadsKey, record.worker, { take = record.names }) end
tellBreakers(serviceKey, given.outcomes, { admittedMs = number(record.admittedMs), now = now, settings = readCounts(given.breaker) })

record.state = counts and (given.final == 1 and 'final' or 'provisional') or 'returned'
record.usedTokens, record.usedMicroUsd = given.tokens, given.costMicroUsd
redis.call('SET', recordKey, writeRecord(record), 'PX', given.recordTtlMs)
return { 'settled', passed }
`);
