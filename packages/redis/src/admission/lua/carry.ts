/**
 * Lua, at the top of a script: writes the counts of a process, which are in the last key and the last three arguments (worker; expiry, or
 * 0; counts). Writes nothing without counts. Admission never reads these counts.
 */
export const CARRY_LUA = `
if ARGV[#ARGV] ~= '' then
  redis.call('HSET', KEYS[#KEYS], ARGV[#ARGV - 2], ARGV[#ARGV])
  if ARGV[#ARGV - 1] ~= '0' then redis.call('PEXPIRE', KEYS[#KEYS], ARGV[#ARGV - 1]) end
end
`;
