import { PRELUDE } from "../lua/prelude.ts";
import { createScript } from "../../connection/script.ts";

/**
 * Raises each plan's settled spend of a day to at least the ledger's figure. A day that Redis does not have is left alone: it is seeded,
 * not raised.
 * Replies: `raised, plan ...`.
 */
export const raiseScript = createScript(`${PRELUDE}
local spendKey = KEYS[1]
if redis.call('EXISTS', spendKey) == 0 then return { 'raised', '' } end
local raised = ''
for plan, amount in string.gmatch(ARGV[1], '([^=;]+)=(%d+)') do
  local field = 'settled|' .. plan
  if number(redis.call('HGET', spendKey, field) or '0') < number(amount) then
    redis.call('HSET', spendKey, field, amount)
    raised = raised .. plan .. ' '
  end
end
return { 'raised', raised }
`);
