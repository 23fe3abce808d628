import { ADDRESS_LUA } from "../lua/address.ts";
import { BREAKER_LUA } from "../lua/breaker.ts";
import { BULKHEADS_LUA } from "../lua/bulkheads.ts";
import { LOADS_LUA } from "../lua/loads.ts";
import { PRELUDE } from "../lua/prelude.ts";
import { RECORD_LUA } from "../lua/record.ts";
import { scriptArguments } from "../../connection/script-arguments.ts";
import { createScript } from "../../connection/script.ts";

export const rerouteArguments = scriptArguments({
  nowMs: "number",
  recordTtlMs: "text",
  /** `outcomesText` of the failed route. */
  outcome: "text",
  /** `routesText`. */
  routes: "text",
  /** `openrouter_chat=24;provider:google=10`. */
  bulkheads: "text",
  /** Percent of each kind of place that the turn's plan may fill. */
  placePercent: "number",
  /** The breaker's policy, `openMs=5000;...`. */
  breaker: "text",
});

/**
 * Reports a failure to its route's breaker, and moves the turn's places to the first of the next routes whose breaker and bulkheads have
 * room. Replies: `moved, route`, or `stuck`; the failure is recorded either way.
 */
export const rerouteScript =
  createScript(`${PRELUDE}${RECORD_LUA}${BREAKER_LUA}${BULKHEADS_LUA}${LOADS_LUA}${ADDRESS_LUA}${rerouteArguments.lua}
local serviceKey, loadsKey, recordKey = KEYS[1], KEYS[2], KEYS[3]
local now, settings = given.nowMs, readCounts(given.breaker)
local bulkheads = readBulkheads(given.bulkheads, hash(serviceKey), given.placePercent)
local record = readRecord(redis.call('GET', recordKey))
local admittedMs = record and number(record.admittedMs) or now
tellBreakers(serviceKey, given.outcome, { admittedMs = admittedMs, now = now, settings = settings })

local counts = {}
for name, text in pairs(hash(loadsKey)) do
  local untilMs, load = readLoad(text)
  if untilMs > now then
    for what, count in pairs(readCounts(load)) do counts[what] = (counts[what] or 0) + count end
  end
end
for route, places in string.gmatch(given.routes, '([^@,]+)@([^,]+)') do
  local passes, written = passBreaker(redis.call('HGET', serviceKey, 'breaker|' .. route) or nil, now, settings)
  local hasRoom = true
  for name in string.gmatch(places, '[^;]+') do
    -- The turn keeps a place that it already has.
    local stays = record and string.find(';' .. record.names .. ';', ';' .. name .. ';', 1, true)
    if not stays and bulkheads[name] and (counts[name] or 0) >= bulkheads[name] then hasRoom = false end
  end
  if passes and hasRoom then
    if written then redis.call('HSET', serviceKey, 'breaker|' .. route, written) end
    if record and record.state == 'held' then
      local address = addressNameOf(record.names)
      local names = address and places .. ';' .. address or places
      changeLoad(loadsKey, record.worker, { take = record.names, give = names })
      record.names, record.route = names, route
      redis.call('SET', recordKey, writeRecord(record), 'PX', given.recordTtlMs)
    end
    return { 'moved', route }
  end
end
return { 'stuck', '' }
`);
