import type { Redis } from "@upstash/redis";
import { recordKey, userKey } from "../../keys.ts";
import type { RedisLink } from "../../connection/redis-link.ts";

const KEYS_AT_A_TIME = 500;

/** Deletes a user's counters and the records of these turns. False when Redis did not answer; the keys then expire by themselves. */
export async function forgetUser(
  link: RedisLink<Pick<Redis, "del">>,
  user: { readonly userId: string; readonly turnIds: readonly string[]; readonly waitMs: number },
): Promise<boolean> {
  const { userId, turnIds, waitMs } = user;
  const keys = [userKey(userId), ...turnIds.map((turnId) => recordKey({ userId, turnId }))];
  for (let from = 0; from < keys.length; from += KEYS_AT_A_TIME) {
    const some = keys.slice(from, from + KEYS_AT_A_TIME);
    if (!(await link.ask(() => link.redis.del(...some), waitMs)).ok) return false;
  }
  return true;
}
