import { PLAN_NAMES, recordOf, type Ledger, type PlanName } from "@sendcat/shared-types";
import { dayTtlMs, SERVICE_KEY, spendKey } from "../../keys.ts";
import { microUsdText } from "../micro-usd.ts";
import type { QuotaContext } from "../quota-context.ts";
import { within } from "../../connection/redis-link.ts";
import { seedScript } from "./seed-script.ts";

/** After a loss, workers restore their running turns with their next heartbeat; until then the reserved money is unknown. */
const BEATS_A_LEASE = 3;
const RESTORE_SLACK_MS = 1_000;

type Seeded = { readonly ok: true; readonly userSeed?: string } | { readonly ok: false; readonly cause: unknown };

/**
 * Fills what Redis does not know from the ledger. For the service's day: what each plan has spent; admission then stays closed for one
 * heartbeat, so that a hard cap stays hard. For a user's day: their turns and tokens, as text for the reserve script.
 */
export async function seed(
  context: QuotaContext,
  at: { readonly what: "service" | "user"; readonly userId: string; readonly day: string; readonly nowMs: number },
): Promise<Seeded> {
  const { policy } = context;
  const ledger = context.ledger ?? NEW_INSTALLATION;
  if (at.what === "user") {
    const totals = await within(ledger.userTotals(at), policy.failure.ledger.waitMs);
    if (!totals.ok) return totals;
    return { ok: true, userSeed: `${microUsdText(totals.value.turns)}|${microUsdText(totals.value.tokens)}` };
  }
  const totals = await within(ledger.dayTotals(at.day), policy.failure.ledger.waitMs);
  if (!totals.ok) return totals;
  const { chargedMicroUsd, isNew } = totals.value;
  const opensAtMs = isNew ? 0 : Math.ceil(at.nowMs + policy.admission.leaseMs / BEATS_A_LEASE + RESTORE_SLACK_MS);
  // safe because the record's keys are plan names
  const plans = Object.entries(chargedMicroUsd) as [PlanName, number][];
  const input = {
    keys: [SERVICE_KEY, spendKey(at.day)],
    args: [
      at.day,
      isNew ? "-" : at.day,
      String(opensAtMs),
      String(dayTtlMs(at.day, at.nowMs)),
      plans.map(([plan, amount]) => `${plan}=${microUsdText(amount)}`).join(";"),
    ],
  };
  const { link } = context;
  const reply = await link.ask(() => seedScript.run(link.redis, input), policy.failure.admission.waitMs);
  return reply.ok ? { ok: true } : reply;
}

const NEW_INSTALLATION: Ledger = {
  dayTotals: async () => ({ chargedMicroUsd: recordOf(PLAN_NAMES, () => 0), isNew: true }),
  userTotals: async () => ({ turns: 0, tokens: 0 }),
};
