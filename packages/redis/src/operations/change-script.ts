import { createScript } from "../connection/script.ts";

/** Sets a field of the service hash (ARGV[2] not empty) or deletes it. */
export const changeScript = createScript(`
if ARGV[2] == '' then redis.call('HDEL', KEYS[1], ARGV[1]) else redis.call('HSET', KEYS[1], ARGV[1], ARGV[2]) end
return { 'changed' }
`);
