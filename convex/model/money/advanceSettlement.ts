import type { Doc } from "../../_generated/dataModel.js";
import type { MutationCtx } from "../../_generated/server.js";
import { appendEvent } from "../operations/appendEvent.ts";
import { logEvent } from "../platform/logEvent.ts";
import { findSettlement } from "./findSettlement.ts";
import { trueUpTurn, type TrueUp } from "./trueUpTurn.ts";

/** Waits between requests to the provider; together they end before Redis forgets the turn. */
const ASK_AGAIN_MS = [30_000, 120_000, 600_000, 3_600_000, 9_000_000];

/**
 * Even a proven cost is booked only up to this many times the reservation. The reservation covers the most that the turn's calls can use, so
 * the true cost is hardly above it. More is an error of the provider or the price list, and must not close the service for a day.
 */
const MOST_HOLDS = 2;

const NOTHING_TO_ASK = { generationId: null, abandonedGenerationIds: [] };

/** What the provider reported. `isProven`: the price list explains the cost of its tokens. */
type Said = TrueUp["said"] & { readonly costMicroUsd: number; readonly tokens: number; readonly isProven: boolean };

/**
 * The provider has reported the cost: books it if it is proven; otherwise at most the reservation, and an operator decides. Returns the final
 * settlement for Redis; null when another run was faster.
 */
export async function settlementAnswered(
  ctx: MutationCtx,
  turnId: string,
  said: Said,
): Promise<Doc<"settlements">["charged"] | null> {
  const settlement = await findSettlement(ctx, turnId);
  if (!settlement || !asks(settlement)) return null;
  const trueUp = trueUpOf(settlement, said);
  await trueUpTurn(ctx, trueUp);
  if (trueUp.isFinal === false) await askOperator(ctx, settlement, trueUp);
  const charged = trueUp.actual;
  await ctx.db.patch(settlement._id, { ...NOTHING_TO_ASK, charged, known: charged, tell: "final" });
  return charged;
}

function trueUpOf(
  { turnId, known, charged, heldMicroUsd = charged.costMicroUsd }: Doc<"settlements">,
  { tokens, isProven, ...said }: Said,
): TrueUp {
  const costMicroUsd = known.costMicroUsd + said.costMicroUsd;
  if (isProven && costMicroUsd <= MOST_HOLDS * heldMicroUsd)
    return { turnId, actual: { costMicroUsd, tokens: known.tokens + tokens }, said };
  const booked = Math.min(heldMicroUsd, Math.max(costMicroUsd, charged.costMicroUsd));
  return {
    turnId,
    actual: { costMicroUsd: booked, tokens: charged.tokens },
    said: { ...said, costMicroUsd: null, implausibleMicroUsd: costMicroUsd },
    isFinal: false,
  };
}

async function askOperator(
  ctx: MutationCtx,
  { heldMicroUsd }: Doc<"settlements">,
  { turnId, said, actual }: TrueUp,
): Promise<void> {
  const reportedMicroUsd = said.implausibleMicroUsd;
  const bookedMicroUsd = actual.costMicroUsd;
  const { generationId } = said;
  logEvent("implausible-cost", { turnId, generationId, reportedMicroUsd, heldMicroUsd, bookedMicroUsd });
  const decide = `npx convex run usage:decide '{"turnId":"${turnId}","costMicroUsd":${bookedMicroUsd},"operator":"NAME"}'`;
  const detail = `Turn ${turnId}: ${reportedMicroUsd} micro-dollars reported, ${bookedMicroUsd} booked. Decide: ${decide}`;
  await appendEvent(ctx, { actor: "settlements", requestId: "", action: "unproven-cost", detail });
}

/** The provider does not know the cost, or not yet. After the last attempt the charged estimate stays. */
export async function settlementUnanswered(ctx: MutationCtx, turnId: string): Promise<void> {
  const settlement = await findSettlement(ctx, turnId);
  if (!settlement) return;
  const gapMs = ASK_AGAIN_MS[settlement.asked];
  if (gapMs !== undefined) {
    await ctx.db.patch(settlement._id, { asked: settlement.asked + 1, dueAtMs: Date.now() + gapMs });
  } else if (settlement.tell === null) {
    await ctx.db.delete(settlement._id);
  } else {
    await ctx.db.patch(settlement._id, { ...NOTHING_TO_ASK, tell: "final" });
  }
}

/** Redis has the settlement. */
export async function settlementTold(
  ctx: MutationCtx,
  turnId: string,
  tell: Doc<"settlements">["tell"],
): Promise<void> {
  const settlement = await findSettlement(ctx, turnId);
  if (settlement?.tell !== tell) return;
  if (asks(settlement)) await ctx.db.patch(settlement._id, { tell: null });
  else await ctx.db.delete(settlement._id);
}

export function asks({
  generationId,
  abandonedGenerationIds,
}: Pick<Doc<"settlements">, "generationId" | "abandonedGenerationIds">): boolean {
  return generationId !== null || abandonedGenerationIds.length > 0;
}
