import { createScript } from "../../connection/script.ts";

/**
 * Seeds a store that has no counters for the day: each plan's `settled` from the ledger, never less than what is there. `epoch` says
 * whether users' own counts must be read from the ledger too: the day's name, or `-` on a new installation.
 */
export const seedScript = createScript(`
local serviceKey, spendKey = KEYS[1], KEYS[2]
local day, epoch, opensAt, dayTtl, plans = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
if redis.call('HGET', serviceKey, 'epoch') and redis.call('HGET', serviceKey, 'day') == day and redis.call('EXISTS', spendKey) == 1 then
  return { 'known' }
end
for plan, amount in string.gmatch(plans, '([^=;]+)=(%d+)') do
  local settled = tonumber(redis.call('HGET', spendKey, 'settled|' .. plan) or '0') + 0.0
  redis.call('HSET', spendKey, 'settled|' .. plan, string.format('%.0f', math.max(settled, tonumber(amount) + 0.0)))
end
redis.call('PEXPIRE', spendKey, dayTtl)
redis.call('HSET', serviceKey, 'epoch', epoch, 'day', day, 'opensAtMs', opensAt)
return { 'seeded' }
`);
