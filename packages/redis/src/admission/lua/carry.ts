/**
 * Lua, at the top of a script: writes what a process has counted, which travels in the last key and the last three arguments (worker, expiry or
 * 0, counts). No counts: nothing is written. These are no state of admission: nothing decides by them.
 */
export const CARRY_LUA = `
if ARGV[#ARGV] ~= '' then
  redis.call('HSET', KEYS[#KEYS], ARGV[#ARGV - 2], ARGV[#ARGV])
  if ARGV[#ARGV - 1] ~= '0' then redis.call('PEXPIRE', KEYS[#KEYS], ARGV[#ARGV - 1]) end
end
`;
