/**
 * A circuit breaker per route, a field `breaker|ROUTE` of the service hash. No field: closed, without recent failures.
 *
 *   closed --failures in a row, or enough of a window--> open --its time is over--> half --successes--> closed (no field)
 *                                                         ^                          |
 *                                                         \-------- a failure -------/  (open twice as long)
 *
 * Half-open lets `probes` calls through; probes that never report an outcome are forgotten after `probeMs`. Outcomes of calls admitted before
 * the last change of state are ignored. `settings` are the fields of the policy's `breaker`.
 */
export const BREAKER_LUA = `
local breakerFields = { 'state', 'untilMs', 'probes', 'successes', 'failures', 'windowMs', 'calls', 'failed', 'opens', 'sinceMs' }

local function readBreaker(text)
  local breaker, i = { state = 'closed' }, 1
  for value in string.gmatch((text or '') .. '|', '([^|]*)|') do
    if i == 1 then breaker.state = value ~= '' and value or 'closed' else breaker[breakerFields[i]] = number(value) or 0 end
    i = i + 1
  end
  for j = 2, #breakerFields do breaker[breakerFields[j]] = breaker[breakerFields[j]] or 0 end
  return breaker
end

local function writeBreaker(breaker)
  local values = { breaker.state }
  for j = 2, #breakerFields do values[j] = whole(breaker[breakerFields[j]]) end
  return table.concat(values, '|')
end

-- Returns whether a call may pass, the field to write if it does (nil: nothing), and otherwise when the next call may pass.
local function passBreaker(text, now, settings)
  if not text then return true, nil, 0 end
  local breaker = readBreaker(text)
  if breaker.state == 'closed' then return true, nil, 0 end
  if breaker.untilMs <= now then
    if breaker.state == 'open' then breaker.sinceMs, breaker.successes = now, 0 end
    breaker.state, breaker.untilMs, breaker.probes = 'half', now + settings.probeMs, 1
    return true, writeBreaker(breaker), 0
  end
  if breaker.state == 'half' and breaker.probes < settings.probes then
    breaker.probes = breaker.probes + 1
    return true, writeBreaker(breaker), 0
  end
  return false, nil, breaker.untilMs
end

-- The field's new value after an outcome: text to write, false to delete the field, nil to leave it.
local function applyOutcome(text, outcome, now, settings)
  if outcome.ok and not text then return nil end
  local breaker = readBreaker(text)
  if breaker.state ~= 'closed' and (breaker.state == 'open' or outcome.admittedMs < breaker.sinceMs) then return nil end
  if outcome.ok then
    if breaker.state == 'half' then
      breaker.successes = breaker.successes + 1
      if breaker.successes >= settings.closeAfter then return false end
      breaker.probes = breaker.probes > 0 and breaker.probes - 1 or 0
      return writeBreaker(breaker)
    end
    if now - breaker.windowMs >= settings.windowMs then return false end
    breaker.failures, breaker.calls = 0, breaker.calls + 1
    return writeBreaker(breaker)
  end
  if breaker.state == 'closed' and now - breaker.windowMs >= settings.windowMs then
    breaker.windowMs, breaker.calls, breaker.failed = now, 0, 0
  end
  breaker.failures, breaker.calls, breaker.failed = breaker.failures + 1, breaker.calls + 1, breaker.failed + 1
  local often = breaker.failed >= settings.windowFailures and breaker.failed * 2 >= breaker.calls
  if breaker.state == 'half' or breaker.failures >= settings.consecutiveFailures or often then
    local openMs = settings.openMs * 2 ^ math.min(breaker.opens, 20)
    openMs = math.min(settings.maxOpenMs, math.max(openMs, outcome.retryAfterMs))
    breaker = { state = 'open', untilMs = now + openMs, probes = 0, successes = 0, failures = 0, windowMs = now, calls = 0, failed = 0,
      opens = breaker.opens + 1, sinceMs = now }
  end
  return writeBreaker(breaker)
end

-- Applies a list of 'ROUTE=1' and 'ROUTE=0,RETRY_AFTER_MS', one per line, to the service hash.
local function tellBreakers(serviceKey, outcomes, at)
  for route, ok, retryAfterMs in string.gmatch(outcomes, '([^=\\n]+)=(%d),(%d+)') do
    local field = 'breaker|' .. route
    local outcome = { ok = ok == '1', admittedMs = at.admittedMs, retryAfterMs = number(retryAfterMs) }
    local written = applyOutcome(redis.call('HGET', serviceKey, field), outcome, at.now, at.settings)
    if written then redis.call('HSET', serviceKey, field, written)
    elseif written == false then redis.call('HDEL', serviceKey, field) end
  end
end
`;
