import type { PlanName } from "@sendcat/shared-types";
import { spendKey } from "../../keys.ts";
import { microUsdText } from "../micro-usd.ts";
import type { QuotaContext } from "../quota-context.ts";
import { raiseScript } from "./raise-script.ts";

/**
 * Raises a day's settled spend in Redis to at least the ledger's, plan by plan. Returns the plans that were too low; none when Redis did
 * not answer.
 */
export async function raiseSettled(
  { link, policy }: Pick<QuotaContext, "link" | "policy">,
  { day, settled }: { readonly day: string; readonly settled: Readonly<Partial<Record<PlanName, number>>> },
): Promise<readonly string[]> {
  const plans = Object.entries(settled).map(([plan, amount]) => `${plan}=${microUsdText(Math.max(0, amount))}`);
  const reply = await link.ask(
    () => raiseScript.run(link.redis, { keys: [spendKey(day)], args: [plans.join(";")] }),
    policy.failure.settlement.waitMs,
  );
  return reply.ok ? String(reply.value[1]).split(" ").filter(Boolean) : [];
}
