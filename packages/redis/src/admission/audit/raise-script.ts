import { PRELUDE } from "../lua/prelude.ts";
import { createScript } from "../../connection/script.ts";

/**
 * Raises what each plan has settled to at least what the ledger says, on a day that is there; one that is not is seeded, not raised.
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
