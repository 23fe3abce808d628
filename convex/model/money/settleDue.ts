import type { LeasedQuota } from "@sendcat/redis";
import type { ModelPrices } from "@sendcat/shared-types";
import { internal } from "../../_generated/api.js";
import type { Doc } from "../../_generated/dataModel.js";
import type { ActionCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";
import { asks } from "./advanceSettlement.ts";
import { askGenerations, readListPrices } from "./askGenerations.ts";
import { connectQuota } from "./connectQuota.ts";

type Ctx = Pick<ActionCtx, "runMutation" | "runQuery" | "scheduler">;
type Settlement = Doc<"settlements">;

/**
 * Processes one batch. Each settlement advances independently, and every step may be repeated: a run that dies, or two at once, charge nothing
 * twice. When Redis could not be told, the settlement stays claimed for a minute and is tried again.
 */
export async function settleDue(ctx: Ctx): Promise<void> {
  const claimed: readonly Settlement[] = await ctx.runMutation(internal.settlements.claim, {});
  if (claimed.length === 0) return;
  const quota = connectQuota(ctx);
  const prices = claimed.some(asks) ? await readListPrices() : null;
  await Promise.all(claimed.map(async (settlement) => await advance(ctx, { quota, prices }, settlement)));
  if (claimed.length === LIMITS.settlementBatch) await ctx.scheduler.runAfter(0, internal.settlements.run, {});
}

async function advance(
  ctx: Ctx,
  { quota, prices }: { readonly quota: LeasedQuota | null; readonly prices: ModelPrices | null },
  settlement: Settlement,
): Promise<void> {
  const { turnId, charged } = settlement;
  let tell = settlement.tell;
  let amount: Settlement["charged"] = charged;
  if (prices && asks(settlement)) {
    const said = await askGenerations(settlement, prices);
    if (said) {
      const actual: Settlement["charged"] | null = await ctx.runMutation(internal.settlements.answered, {
        turnId,
        said,
      });
      if (!actual) return;
      amount = actual;
      tell = "final";
    } else {
      await ctx.runMutation(internal.settlements.unanswered, { turnId });
    }
  }
  if (tell === null) return;
  const { ownerId: userId, plan, day, counts } = settlement;
  const settled = await quota?.settle({
    reservation: { turnId, userId, plan, day },
    nowMs: Date.now(),
    ...amount,
    counts,
    final: tell === "final",
    outcomes: [],
  });
  if (settled?.settled ?? true) await ctx.runMutation(internal.settlements.told, { turnId, tell });
}
