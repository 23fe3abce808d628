/**
 * Lua: a day's money. Reserved money stops counting at its expiry, so no sweep is needed. Fields that expired long ago are listed for
 * deletion.
 */
export const SPEND_LUA = `
local function readSpend(fields, now)
  local spend = { settled = 0, held = 0, settledOf = {}, heldOf = {}, stale = {} }
  for field, value in pairs(fields) do
    local plan, untilMs = string.match(field, '^held|([^|]+)|(%d+)$')
    if plan and number(untilMs) > now then
      spend.held = spend.held + number(value)
      spend.heldOf[plan] = (spend.heldOf[plan] or 0) + number(value)
    elseif plan and number(untilMs) <= now - graceMs then
      spend.stale[#spend.stale + 1] = field
    end
    local settledPlan = string.match(field, '^settled|(.+)$')
    if settledPlan then
      spend.settled = spend.settled + number(value)
      spend.settledOf[settledPlan] = number(value)
    end
  end
  return spend
end
`;
