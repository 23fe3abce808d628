/** How long a caller counts as waiting after its last lookup, milliseconds: four times the longest gap between two lookups. */
export const WAITING_MS = 1_000;

/**
 * KEYS: cleared, entry, lock, waiting. ARGV: tool, now, caller, lock's lifetime, progress.
 * Replies {"hit", outcome} {"stale", outcome, "1" | "0", cleared} {"lead", cleared} {"wait", progress}.
 */
export const LOOKUP_SCRIPT = `
local tool, now, caller, lockMs, progress = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4], ARGV[5]
local cleared = redis.call('HGET', KEYS[1], tool) or '0'
local stale = nil
local entry = redis.call('GET', KEYS[2])
if entry then
  local fetched, fresh, outcome = string.match(entry, '^(%d+)|(%d+)|(.*)$')
  if tonumber(fetched) >= tonumber(cleared) then
    if now < tonumber(fresh) then return {'hit', outcome} end
    stale = outcome
  end
end
local lock = redis.call('GET', KEYS[3])
local holder = lock and string.match(lock, '^([^|]*)|')
local leads = holder == nil or holder == false or holder == caller
if leads then redis.call('SET', KEYS[3], caller .. '|' .. progress, 'PX', lockMs) end
if stale then return {'stale', stale, leads and '1' or '0', cleared} end
if leads then return {'lead', cleared} end
redis.call('HSET', KEYS[4], caller, tostring(now + ${WAITING_MS}))
redis.call('PEXPIRE', KEYS[4], '${WAITING_MS * 2}')
return {'wait', string.match(lock, '^[^|]*|(.*)$')}
`;

/** KEYS: lock. ARGV: caller. Frees the lock if the caller holds it, so that another caller can lead. */
export const RELEASE_SCRIPT = `
local lock = redis.call('GET', KEYS[1])
if lock and string.match(lock, '^([^|]*)|') == ARGV[1] then redis.call('DEL', KEYS[1]) end
return {'ok'}
`;

/** KEYS: lock, waiting. ARGV: caller, now. Replies how many others wait or lead. */
export const LEAVE_SCRIPT = `
local caller, now = ARGV[1], tonumber(ARGV[2])
local others = 0
local lock = redis.call('GET', KEYS[1])
if lock then
  if string.match(lock, '^([^|]*)|') == caller then redis.call('DEL', KEYS[1]) else others = others + 1 end
end
redis.call('HDEL', KEYS[2], caller)
local waiting = redis.call('HGETALL', KEYS[2])
for i = 2, #waiting, 2 do
  if tonumber(waiting[i]) > now then others = others + 1 end
end
return {tostring(others)}
`;
