import type { Quota } from "@sendcat/shared-types";
import { userKey, USER_TTL_MS } from "../../keys.ts";
import type { QuotaContext } from "../quota-context.ts";
import { carryUsageScript } from "./carry-usage-script.ts";

/** One round trip, at most `failure.settlement.waitMs`. */
export async function carryUsage(
  { link, policy, onFault }: QuotaContext,
  { from, to }: Parameters<Quota["carry"]>[0],
): Promise<boolean> {
  const input = { keys: [userKey(from), userKey(to)], args: [String(USER_TTL_MS)] };
  const reply = await link.ask(() => carryUsageScript.run(link.redis, input), policy.failure.settlement.waitMs);
  if (!reply.ok) onFault({ operation: "carry", cause: reply.cause });
  return reply.ok;
}
