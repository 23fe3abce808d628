import { ADDRESS_LUA } from "../lua/address.ts";
import { BREAKER_LUA } from "../lua/breaker.ts";
import { BULKHEADS_LUA } from "../lua/bulkheads.ts";
import { CARRY_LUA } from "../lua/carry.ts";
import { PRELUDE } from "../lua/prelude.ts";
import { RECORD_LUA } from "../lua/record.ts";
import { SPEND_LUA } from "../lua/spend.ts";
import { USER_LUA } from "../lua/user.ts";
import { scriptArguments } from "../../connection/script-arguments.ts";
import { createScript } from "../../connection/script.ts";

export const reserveArguments = scriptArguments({
  nowMs: "number",
  worker: "text",
  leaseUntilMs: "text",
  holdUntilMs: "text",
  turnId: "text",
  /** The current service day, and the oldest day whose user counts are kept. */
  day: "text",
  oldDay: "text",
  plan: "text",
  dayTtlMs: "text",
  userTtlMs: "text",
  recordTtlMs: "text",
  turnsPerDay: "number",
  tokensPerDay: "number",
  windowMs: "number",
  windowTurns: "number",
  windowTokens: "number",
  userInFlight: "number",
  planSpendMicroUsd: "number",
  maxInFlight: "number",
  turnsPerSecond: "number",
  /** 0: the address is unknown. */
  addressTurns: "number",
  addressTtlMs: "number",
  /** What the turn counts against as a guest's, `address:192.0.2.1`; empty for an account, and for an unknown address. */
  guestAddress: "text",
  /** Shares of the guests' places and money: from which in use they are scarce, and how much the address may then use. */
  placesScarceFrom: "number",
  placesOfAddress: "number",
  spendScarceFrom: "number",
  spendOfAddress: "number",
  addressSpendTtlMs: "text",
  /** 1 for a search of a turn, whose record is in KEYS[8]; else 0. */
  isPart: "number",
  /** Percent of each kind of place that the plan may fill. */
  placePercent: "number",
  /** `openrouter_chat=24;provider:google=10`. */
  bulkheads: "text",
  /** The breaker's policy, `openMs=5000;...`. */
  breaker: "text",
  /** One per line: `model;tokens;cost;search;cap;routes`. */
  offers: "text",
  /** Share of places in use from which a guest must show proof of work; -1: never. */
  proofShare: "number",
  /** The user's usage from the ledger, `turns|tokens`; empty when the ledger was not read. */
  seed: "text",
});

/**
 * Checks every limit, then charges all of them or none. The user's own limits come first, so that a user whose plan is used up gets the
 * same refusal however busy the service is.
 *
 * Replies, all text: `admitted|replayed, record, meters`; `refused, scope, number, resetAtMs`; `unseeded, service|user`.
 */
export const reserveScript =
  createScript(`${PRELUDE}${CARRY_LUA}${RECORD_LUA}${BREAKER_LUA}${BULKHEADS_LUA}${USER_LUA}${SPEND_LUA}${ADDRESS_LUA}${reserveArguments.lua}
local serviceKey, loadsKey, spendKey, userKey, recordKey = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local addressKey, addressSpendKey, turnKey = KEYS[6], KEYS[7], KEYS[8]
local now, day, plan, worker = given.nowMs, given.day, given.plan, given.worker
local breakerSettings = readCounts(given.breaker)
local at = { now = now, day = day, oldDay = given.oldDay, windowMs = given.windowMs }

local service = hash(serviceKey)
-- An operator's limits override the policy's.
local maxInFlight = shareOf(number(service['limit|maxInFlight']) or given.maxInFlight, given.placePercent)
local turnsPerSecond = shareOf(number(service['limit|turnsPerSecond']) or given.turnsPerSecond, given.placePercent)
local bulkheads = readBulkheads(given.bulkheads, service, given.placePercent)
local mostSpend = number(service['limit|spendPerDayMicroUsd'])
local known = readRecord(redis.call('GET', recordKey))

-- Which workers are alive, and what is in flight.
local counts, alive, dead, mine = {}, { [worker] = true }, {}, {}
for name, text in pairs(hash(loadsKey)) do
  local untilMs, load = readLoad(text)
  if untilMs > now then
    alive[name] = true
    for what, count in pairs(readCounts(load)) do counts[what] = (counts[what] or 0) + count end
    if name == worker then mine = readCounts(load) end
  elseif name ~= worker and untilMs <= now - graceMs then dead[#dead + 1] = name end
end
local function isAlive(name) return alive[name] == true end

local fields = hash(userKey)
local seen = readUser(fields, at, isAlive)

-- The same turn again: same answer, no charge. A turn that was returned counts as new.
if known and known.state ~= 'returned' then return { 'replayed', writeRecord(known), writeMeters(seen, at) } end

local spend = readSpend(hash(spendKey), now)
if service.drain then return { 'refused', 'service.draining', '0', '0' } end
if service.kill then return { 'refused', 'service.kill_switch', '0', '0' } end
if not service.epoch or (service.day == day and next(spend.settledOf) == nil and spend.held == 0 and redis.call('EXISTS', spendKey) == 0) then
  return { 'unseeded', 'service' }
end
if number(service.opensAtMs or '0') > now then return { 'refused', 'redis.restoring', '0', service.opensAtMs } end
if given.seed ~= '' then
  local turns, tokens = string.match(given.seed, '^(%d+)|(%d+)$')
  -- The ledger knows the turns that have ended; workers have restored those in flight.
  seen.turns, seen.tokens = math.max(seen.turns, number(turns) + seen.heldTurns), math.max(seen.tokens, number(tokens))
elseif service.epoch == day and not fields['seeded|' .. day] then
  return { 'unseeded', 'user' }
end

-- Checks. Nothing is written until all have passed.
local guestAddress = given.guestAddress ~= '' and given.guestAddress
local canProve = given.proofShare >= 0
-- A search takes its money out of what its turn holds for searches. It is never one of the address's places: its turn is.
local turn = given.isPart == 1 and readRecord(redis.call('GET', turnKey))
local payer = guestAddress or turn and addressOf(turn.names)
local function isHeldByTurn(cost)
  return turn and turn.state == 'held' and turn.day == day and turn.plan == plan and number(turn.holdUntilMs) > now
    and number(turn.searchMicroUsd or '0') >= cost
end
if seen.turns >= given.turnsPerDay then return { 'refused', 'user.turns_per_day', whole(seen.turns), '0' } end
local addressCount = 0
local function checkUser(tokens)
  if seen.tokens + tokens > given.tokensPerDay then return { 'refused', 'user.tokens_per_day', whole(seen.tokens), '0' } end
  local isFull = seen.windowTurns + 1 > given.windowTurns
  if isFull or seen.windowTokens - seen.windowHeld + tokens > given.windowTokens then
    local scope = isFull and 'user.turns_per_window' or 'user.tokens_per_window'
    return { 'refused', scope, whole(isFull and seen.windowTurns or seen.windowTokens), whole(windowReset(seen, at, given, tokens)) }
  end
  if seen.inFlight >= given.userInFlight then return { 'refused', 'user.in_flight', whole(seen.inFlight), '0' } end
  -- Only tokens reserved by unfinished answers are in the way.
  if seen.tokens + seen.held + tokens > given.tokensPerDay or seen.windowTokens + tokens > given.windowTokens then
    return { 'refused', 'user.tokens_on_hold', '0', '0' }
  end
  return nil
end
local function checkSpend(cost, cap)
  cap = mostSpend and math.min(cap, mostSpend) or cap
  local settled, settledOfPlan = spend.settled, spend.settledOf[plan] or 0
  if settled + cost > cap then return { 'refused', 'service.spend_per_day', '0', '0' } end
  if settledOfPlan + cost > given.planSpendMicroUsd then return { 'refused', 'plan.spend_per_day', '0', '0' } end
  if settled + spend.held + cost > cap or settledOfPlan + (spend.heldOf[plan] or 0) + cost > given.planSpendMicroUsd then
    return { 'refused', 'service.spend_on_hold', '0', '0' }
  end
  local pot = given.planSpendMicroUsd
  if payer and settledOfPlan + (spend.heldOf[plan] or 0) + cost > pot * given.spendScarceFrom then
    local settledOfAddress, heldOfAddress = readAddress(redis.call('HGET', addressSpendKey, payer), now)
    local most = pot * given.spendOfAddress
    if settledOfAddress + heldOfAddress + cost > most then
      local isSpent = settledOfAddress + cost > most
      return { 'refused', canProve and 'bot.proof' or isSpent and 'address.spend_per_day' or 'service.spend_on_hold', '0', '0' }
    end
  end
  return nil
end
local function hasRoom(name) return not bulkheads[name] or (counts[name] or 0) < bulkheads[name] end
-- The first route whose breaker lets a call pass and whose places are not all taken.
local function chooseRoute(routes)
  local opensAt, full
  for route, places in string.gmatch(routes, '([^@,]+)@([^,]+)') do
    local passes, written, untilMs = passBreaker(service['breaker|' .. route], now, breakerSettings)
    local taken
    for name in string.gmatch(places, '[^;]+') do
      if not hasRoom(name) then taken = taken or name end
    end
    if not passes then opensAt = math.min(opensAt or untilMs, untilMs)
    elseif taken then full = full or taken
    else return route, places, written end
  end
  if full then return nil, { 'refused', 'bulkhead.' .. full, whole(bulkheads[full]), '0' } end
  return nil, { 'refused', 'provider.breaker', '0', whole(opensAt) }
end

local refusal, taken
for model, tokens, cost, search, cap, routes in string.gmatch(given.offers, '([^;\\n]+);(%d+);(%d+);(%d+);(%d+);([^\\n]+)') do
  local no = checkUser(number(tokens)) or (not isHeldByTurn(number(cost)) and checkSpend(number(cost) + number(search), number(cap)))
  local route, places, written
  if not no then
    route, places, written = chooseRoute(routes)
    if not route then no = places end
  end
  if not no then
    taken = { model = model, tokens = tokens, cost = cost, search = search, route = route, places = places, breaker = written }
    break
  end
  refusal = refusal or no
end
if not taken then return refusal end

if given.addressTurns > 0 then
  addressCount = number(redis.call('GET', addressKey) or '0')
  -- A guest without proof is asked for it: a bot behind a carrier's address must not lock out the others behind it.
  if addressCount >= given.addressTurns and canProve then return { 'refused', 'bot.proof', '0', '0' } end
  if addressCount >= given.addressTurns then return { 'refused', 'address.burst', whole(given.addressTurns), whole(now + given.addressTtlMs) } end
end
if (counts.all or 0) >= maxInFlight then return { 'refused', 'service.in_flight', whole(maxInFlight), '0' } end
local second = number(whole(math.floor(now / 1000)))
local thatSecond, inSecond = string.match(service.second or '0:0', '^(%d+):(%d+)$')
thatSecond, inSecond = number(thatSecond), number(inSecond)
-- A host whose clock is slightly behind counts in the second that another host has already started.
if thatSecond > second and thatSecond - second <= 5 then second = thatSecond end
if thatSecond ~= second then inSecond = 0 end
if inSecond >= turnsPerSecond then return { 'refused', 'service.turns_per_second', whole(turnsPerSecond), whole((second + 1) * 1000) } end
local bulkhead = string.match(taken.places, '^[^;]+')
local places = bulkheads[bulkhead]
local function isTight(share)
  return (counts.all or 0) >= maxInFlight * share or (places and (counts[bulkhead] or 0) >= places * share)
end
if canProve and isTight(given.proofShare) then return { 'refused', 'bot.proof', '0', '0' } end
local mostOfAddress = math.min(maxInFlight, places or maxInFlight) * given.placesOfAddress
if guestAddress and (counts[guestAddress] or 0) >= mostOfAddress and isTight(given.placesScarceFrom) then
  return { 'refused', canProve and 'bot.proof' or 'address.in_flight', '0', '0' }
end

-- Charges.
local serviceWrites = { 'HSET', serviceKey, 'second', whole(second) .. ':' .. whole(inSecond + 1), 'day', day }
if taken.breaker then
  serviceWrites[#serviceWrites + 1] = 'breaker|' .. taken.route
  serviceWrites[#serviceWrites + 1] = taken.breaker
end
redis.call(unpackList(serviceWrites))

local names = payer and taken.places .. ';' .. (guestAddress or 'search.' .. payer) or taken.places
mine.all = (mine.all or 0) + 1
for name in string.gmatch(names, '[^;]+') do mine[name] = (mine[name] or 0) + 1 end
redis.call('HSET', loadsKey, worker, given.leaseUntilMs .. '|' .. writeCounts(mine))
if #dead > 0 then redis.call('HDEL', loadsKey, unpackList(dead)) end

local record = { state = 'held', day = day, plan = plan, model = taken.model, route = taken.route, names = names, worker = worker,
  holdUntilMs = given.holdUntilMs, tokens = taken.tokens, costMicroUsd = taken.cost, admittedMs = whole(now), usedTokens = '0',
  usedMicroUsd = '0', searchMicroUsd = taken.search }
if isHeldByTurn(number(taken.cost)) then
  -- The sums do not change: what was held for the turn until then is held for the search until then.
  record.holdUntilMs = turn.holdUntilMs
  turn.searchMicroUsd = whole(number(turn.searchMicroUsd) - number(taken.cost))
  redis.call('SET', turnKey, writeRecord(turn), 'PX', given.recordTtlMs)
else
  redis.call('HINCRBY', spendKey, 'held|' .. plan .. '|' .. given.holdUntilMs, whole(heldBy(record)))
  redis.call('PEXPIRE', spendKey, given.dayTtlMs)
  changeAddress(addressSpendKey, names, { now = now, ttlMs = given.addressSpendTtlMs, change = { [given.holdUntilMs] = heldBy(record) } })
end
if #spend.stale > 0 then redis.call('HDEL', spendKey, unpackList(spend.stale)) end

seen.turns = seen.turns + 1
local userWrites = { 'HSET', userKey, 'turns|' .. day, whole(seen.turns), 'tokens|' .. day, whole(seen.tokens),
  'turn|' .. given.turnId, whole(now) .. '|' .. record.holdUntilMs .. '|' .. taken.tokens .. '|h|' .. day .. '|' .. worker }
if service.epoch == day then
  userWrites[#userWrites + 1] = 'seeded|' .. day
  userWrites[#userWrites + 1] = '1'
end
redis.call(unpackList(userWrites))
redis.call('PEXPIRE', userKey, given.userTtlMs)
if #seen.stale > 0 then redis.call('HDEL', userKey, unpackList(seen.stale)) end
if given.addressTurns > 0 then redis.call('SET', addressKey, whole(addressCount + 1), 'PX', whole(given.addressTtlMs + graceMs)) end

redis.call('SET', recordKey, writeRecord(record), 'PX', given.recordTtlMs)
seen.held, seen.inFlight = seen.held + number(taken.tokens), seen.inFlight + 1
seen.windowTurns, seen.windowTokens = seen.windowTurns + 1, seen.windowTokens + number(taken.tokens)
seen.firstInWindow = math.min(seen.firstInWindow or now, now)
return { 'admitted', writeRecord(record), writeMeters(seen, at) }
`);
