import { PRELUDE } from "../lua/prelude.ts";
import { USER_LUA } from "../lua/user.ts";
import { createScript } from "../../connection/script.ts";

/** Reads what a user has used, as `writeMeters` of `lua/user.ts` writes it. Writes nothing. */
export const snapshotScript = createScript(`${PRELUDE}${USER_LUA}
local loadsKey, userKey, now = KEYS[1], KEYS[2], number(ARGV[1])
local at = { now = now, day = ARGV[2], oldDay = ARGV[3], windowMs = number(ARGV[4]) }
local known = {}
local function isAlive(worker)
  if known[worker] == nil then
    local text = redis.call('HGET', loadsKey, worker)
    known[worker] = text and readLoad(text) > now or false
  end
  return known[worker]
end
return { writeMeters(readUser(hash(userKey), at, isAlive), at) }
`);
