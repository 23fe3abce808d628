import { z } from "zod";
import { askFor, jsonOf } from "./ask.ts";
import type { Environment } from "./operator-environment.ts";

/** Runs a command over Upstash's REST protocol (upstash.com/docs/redis/features/restapi); the reply as text. Throws what was refused. */
export async function redisCommand(env: Environment, command: readonly [string, ...string[]]): Promise<string> {
  const headers = { authorization: `Bearer ${env["UPSTASH_REDIS_REST_TOKEN"]}` };
  const reply = await askFor(env["UPSTASH_REDIS_REST_URL"] ?? "", 200, { headers, json: [...command] });
  return String(z.object({ result: z.unknown() }).parse(jsonOf(reply)).result);
}
