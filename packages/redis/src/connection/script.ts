import type { QuotaRedis } from "./quota-redis.ts";

/** A Lua script, sent by its hash: one round trip if Redis knows it, two the first time. */
export interface Script {
  run(
    redis: QuotaRedis,
    input: { readonly keys: readonly string[]; readonly args: readonly string[] },
  ): Promise<readonly unknown[]>;
}

export function createScript(source: string): Script {
  let sha: Promise<string> | undefined;
  return {
    async run(redis, input) {
      sha ??= sha1(source);
      const [keys, args] = [[...input.keys], [...input.args]];
      const known = await sha;
      const reply = await redis.evalsha<string[], unknown>(known, keys, args).catch((error: unknown) => {
        if (!String(error).includes("NOSCRIPT")) throw error;
        return redis.eval<string[], unknown>(source, keys, args);
      });
      if (!Array.isArray(reply)) throw new TypeError("the script's reply is not a list");
      return reply;
    },
  };
}

async function sha1(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-1", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
