import { failed, ok, type Check } from "../check.ts";
import { redisCommand } from "../redis-command.ts";

export const upstashAnswers: Check = {
  name: "the database answers",
  needs: ["UPSTASH_REDIS_REST_URL", "UPSTASH_REDIS_REST_TOKEN"],
  mend: "Copy the REST URL and token of the database's page again, into Vercel and into Convex (docs/deploy.md, steps 3, 4 and 8).",
  async look({ env }) {
    const answer = await redisCommand(env, ["PING"]);
    return answer === "PONG" ? ok("PONG") : failed(`it answered ${answer.slice(0, 100)}`);
  },
};
