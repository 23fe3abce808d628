import { PRELUDE } from "../lua/prelude.ts";
import { scriptArguments } from "../../connection/script-arguments.ts";
import { createScript } from "../../connection/script.ts";

export const repairArguments = scriptArguments({
  nowMs: "number",
  /** `guest=120,150;...`: what the ledger had a minute ago, and what it has now. */
  ledger: "text",
  capMicroUsd: "number",
  /** What one audit may free at most. */
  stepMicroUsd: "number",
  /** A figure is lowered only if an audit at least this long ago saw it. */
  apartMs: "number",
});

/**
 * Brings each plan's settled spend of a day to the ledger's figure. Too low: raised at once. Too high: lowered by what was too high at the
 * last audit already, because by now the ledger has every turn that Redis had then. A day that Redis does not have is seeded, not repaired.
 * Replies: `repaired, plan=before,after;...`.
 */
export const repairScript = createScript(`${PRELUDE}${repairArguments.lua}
local spendKey = KEYS[1]
if redis.call('EXISTS', spendKey) == 0 then return { 'repaired', '' } end
local fields = hash(spendKey)
local auditedMs = number(fields['audited'])
local isDue = auditedMs == nil or given.nowMs - auditedMs >= given.apartMs

-- What is above the cap does not count as freed: it is no room for turns.
local total = 0
for field, value in pairs(fields) do
  if string.sub(field, 1, 8) == 'settled|' then total = total + number(value) end
end
local room = math.max(0, total - given.capMicroUsd) + given.stepMicroUsd

local repaired = ''
for plan, least, most in string.gmatch(given.ledger, '([^=;]+)=(%d+),(%d+)') do
  local before = number(fields['settled|' .. plan] or '0')
  local after = before
  if before < number(least) then
    after = number(least)
  elseif isDue then
    local tooHigh = math.min(before, number(fields['audited|' .. plan] or '0')) - number(most)
    local freed = math.max(0, math.min(tooHigh, room))
    after, room = before - freed, room - freed
  end
  if after ~= before then
    redis.call('HSET', spendKey, 'settled|' .. plan, whole(after))
    repaired = repaired .. plan .. '=' .. whole(before) .. ',' .. whole(after) .. ';'
  end
  if isDue then redis.call('HSET', spendKey, 'audited|' .. plan, whole(after)) end
end
if isDue then redis.call('HSET', spendKey, 'audited', whole(given.nowMs)) end
return { 'repaired', repaired }
`);
