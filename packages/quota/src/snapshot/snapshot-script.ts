import { createScript } from "../redis/script.ts";

/** Reads what a user has used: `turns, inFlight`. Writes nothing. */
export const snapshotScript = createScript(`
return { redis.call('GET', KEYS[1]) or '0', redis.call('ZCOUNT', KEYS[2], '(' .. ARGV[1], '+inf') }
`);
