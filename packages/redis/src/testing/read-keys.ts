import type { Redis } from "@upstash/redis";

/** A key's value and its expiry, Unix milliseconds; -1 is never. */
export interface KeyContent {
  readonly value: unknown;
  readonly expiresAtMs: number;
}

/** Every key of the store: two equal results mean that nothing was written in between, not even an expiry. */
export async function readKeys(redis: Redis): Promise<ReadonlyMap<string, KeyContent>> {
  const keys = (await redis.keys("*")).toSorted();
  const types = await Promise.all(keys.map((key) => redis.type(key)));
  const contents = await Promise.all(
    keys.map(async (key, index): Promise<readonly [string, KeyContent]> => {
      const [expiresAtMs, value] = await Promise.all([
        redis.eval<[], number>("return redis.call('PEXPIRETIME', KEYS[1])", [key], []),
        types[index] === "hash"
          ? redis.hgetall(key)
          : types[index] === "zset"
            ? redis.zrange(key, 0, -1, { withScores: true })
            : redis.get(key),
      ]);
      return [key, { value, expiresAtMs }];
    }),
  );
  return new Map(contents);
}
