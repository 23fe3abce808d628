import { RECORD_TTL_MS } from "../../keys.ts";

/**
 * Lua: a user's usage at a moment. `alive(worker)` says whether a worker's lease is valid. A turn is in flight while it is held by a live
 * worker; its tokens are reserved until `holdUntilMs`; it is in the rolling window for `windowMs` after its admission.
 */
export const USER_LUA = `
-- A turn that was never settled is kept as long as its record: its worker may be late rather than dead.
local forgottenMs = ${RECORD_TTL_MS}

local function readUser(fields, at, alive)
  local seen = { turns = number(fields['turns|' .. at.day] or '0'), tokens = number(fields['tokens|' .. at.day] or '0'),
    held = 0, heldTurns = 0, inFlight = 0, windowTurns = 0, windowTokens = 0, windowHeld = 0, window = {}, stale = {} }
  for field, value in pairs(fields) do
    local admitted, hold, tokens, state, day, worker = string.match(value, '^(%d+)|(%d+)|(%d+)|(%a)|([^|]+)|(.*)$')
    if admitted and string.sub(field, 1, 5) == 'turn|' then
      admitted, hold, tokens = number(admitted), number(hold), number(tokens)
      local isHeld = state == 'h' and hold > at.now
      local inFlight = state == 'h' and alive(worker)
      local counted = (state == 's' or isHeld) and tokens or 0
      if inFlight then seen.inFlight = seen.inFlight + 1 end
      if isHeld and day == at.day then seen.held, seen.heldTurns = seen.held + tokens, seen.heldTurns + 1 end
      if admitted > at.now - at.windowMs then
        seen.windowTurns = seen.windowTurns + 1
        seen.windowTokens = seen.windowTokens + counted
        if isHeld then seen.windowHeld = seen.windowHeld + tokens end
        seen.window[#seen.window + 1] = { admitted = admitted, tokens = counted }
      elseif admitted <= at.now - at.windowMs - graceMs and (state == 's' or hold <= at.now - forgottenMs) then
        seen.stale[#seen.stale + 1] = field
      end
    elseif not string.find(field, at.day, 1, true) and string.sub(field, -10) < at.oldDay then
      seen.stale[#seen.stale + 1] = field
    end
  end
  table.sort(seen.window, function(a, b) return a.admitted < b.admitted end)
  seen.firstInWindow = seen.window[1] and seen.window[1].admitted
  return seen
end

-- When the window has room for a turn with this many tokens: the later of the two limits' times.
local function windowReset(seen, at, limits, tokens)
  local left, freeTurns, resetAt = limits.windowTokens - seen.windowTokens, limits.windowTurns - seen.windowTurns, at.now
  for i = 1, #seen.window do
    if freeTurns >= 1 and left >= tokens then break end
    left, freeTurns = left + seen.window[i].tokens, freeTurns + 1
    resetAt = seen.window[i].admitted + at.windowMs
  end
  return resetAt
end

-- What a user may see: 'turns|tokens|windowTurns|windowTokens|windowResetMs|inFlight'.
local function writeMeters(seen, at)
  local reset = (seen.firstInWindow or at.now) + at.windowMs
  return table.concat({ whole(seen.turns), whole(seen.tokens + seen.held), whole(seen.windowTurns), whole(seen.windowTokens), whole(reset),
    whole(seen.inFlight) }, '|')
end
`;
