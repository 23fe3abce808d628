import { isPlanName, PLAN_NAMES, type PlanName } from "@sendcat/shared-types";
import { spendKey } from "../../keys.ts";
import { microUsdText } from "../micro-usd.ts";
import type { QuotaContext } from "../quota-context.ts";
import { repairArguments, repairScript } from "./repair-script.ts";

/** A plan's settled spend that was changed, micro-dollars. */
export interface Repair {
  readonly plan: PlanName;
  readonly beforeMicroUsd: number;
  readonly afterMicroUsd: number;
}

type ByPlan = Readonly<Record<PlanName, number>>;

/** Share of the day's cap that one audit may free: if the ledger were wrong, an operator would have time to see it. */
const MOST_FREED = 0.1;
/** Less than the time between two audits, more than a turn's row takes to reach the ledger. */
const APART_MS = 120_000;

/**
 * Brings a day's settled spend in Redis to the ledger's figures, up or down. `minuteAgo` and `now` are the ledger's charges then, micro-dollars.
 * Returns what was changed; nothing when Redis did not answer.
 */
export async function repairSettled(
  { link, policy }: Pick<QuotaContext, "link" | "policy">,
  ledger: { readonly day: string; readonly nowMs: number; readonly minuteAgo: Partial<ByPlan>; readonly now: ByPlan },
): Promise<readonly Repair[]> {
  const figures = PLAN_NAMES.map((plan) => {
    const most = Math.max(0, ledger.now[plan]);
    // A correction may have lowered the ledger since.
    const least = Math.min(most, Math.max(0, ledger.minuteAgo[plan] ?? 0));
    return `${plan}=${microUsdText(least)},${microUsdText(most)}`;
  });
  const args = repairArguments.write({
    nowMs: Math.floor(ledger.nowMs),
    ledger: figures.join(";"),
    capMicroUsd: policy.spend.perDayMicroUsd,
    stepMicroUsd: Math.floor(policy.spend.perDayMicroUsd * MOST_FREED),
    apartMs: APART_MS,
  });
  const reply = await link.ask(
    () => repairScript.run(link.redis, { keys: [spendKey(ledger.day)], args }),
    policy.failure.settlement.waitMs,
  );
  return reply.ok ? readRepairs(String(reply.value[1])) : [];
}

function readRepairs(text: string): readonly Repair[] {
  return [...text.matchAll(/([^=;]+)=(\d+),(\d+);/g)].flatMap(([, plan, before, after]) =>
    isPlanName(plan) ? [{ plan, beforeMicroUsd: Number(before), afterMicroUsd: Number(after) }] : [],
  );
}
