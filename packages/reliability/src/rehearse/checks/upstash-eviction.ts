import { failed, ok, type Check } from "../check.ts";
import { redisCommand } from "../redis-command.ts";

/** A database that evicts keys forgets what users used and what was spent. */
export const upstashEviction: Check = {
  name: "eviction",
  needs: ["UPSTASH_REDIS_REST_URL", "UPSTASH_REDIS_REST_TOKEN"],
  mend: "Upstash: the database's page, Configuration: switch Eviction off (docs/deploy.md, step 3).",
  async look({ env }) {
    const info = await redisCommand(env, ["INFO", "memory"]);
    const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1];
    if (policy === "noeviction") return ok("off");
    if (policy !== undefined) return failed(`on: ${policy}`);
    return {
      outcome: "not checked",
      says: "INFO does not say",
      mend: "Look at the database's page in Upstash: Eviction must be off. With UPSTASH_EMAIL and UPSTASH_API_KEY, `upstash: the database's settings` looks there.",
    };
  },
};
