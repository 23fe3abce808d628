import type { MutationCtx } from "../../_generated/server.js";
import { appendEvent } from "../operations/appendEvent.ts";
import { asks } from "./advanceSettlement.ts";
import { findLedgerRows } from "./findLedgerRows.ts";
import { findSettlement } from "./findSettlement.ts";

/** Micro-dollars. No turn costs this much. */
const MOST_MICRO_USD = 100_000_000;

export interface Decision {
  readonly turnId: string;
  /** What the turn cost in all, micro-dollars. */
  readonly costMicroUsd: number;
  /** Who decides, for the record. */
  readonly operator: string;
}

/**
 * An operator decides what a turn cost whose report the price list does not explain: books the difference, once. The audit brings Redis to the
 * ledger's figure. Returns why not, and changes nothing, when there is nothing to decide.
 */
export async function decideCost(
  ctx: MutationCtx,
  { turnId, costMicroUsd, operator }: Decision,
): Promise<{ readonly ok: true; readonly changedMicroUsd: number } | { readonly ok: false; readonly reason: string }> {
  if (!Number.isSafeInteger(costMicroUsd) || costMicroUsd < 0 || costMicroUsd > MOST_MICRO_USD)
    return { ok: false, reason: `costMicroUsd must be a whole number from 0 to ${MOST_MICRO_USD}` };
  if (operator.trim() === "") return { ok: false, reason: "operator must be a name" };
  const [rows, settlement] = await Promise.all([findLedgerRows(ctx, turnId), findSettlement(ctx, turnId)]);
  const row = rows.find(({ kind }) => kind === "turn");
  if (!row) return { ok: false, reason: "the ledger has no such turn" };
  if (rows.some(({ final }) => final)) return { ok: false, reason: "the turn's cost is already final" };
  if (settlement && asks(settlement)) return { ok: false, reason: "the provider is still being asked" };
  const changedMicroUsd = costMicroUsd - rows.reduce((sum, { chargedMicroUsd }) => sum + chargedMicroUsd, 0);
  const known = rows.reduce((sum, earlier) => sum + (earlier.costMicroUsd ?? 0), 0);
  const { ownerId, plan, day, model, route, generationId, counts } = row;
  await ctx.db.insert("usageLedger", {
    kind: "decision",
    turnId,
    ownerId,
    plan,
    day,
    model,
    route,
    generationId,
    counts,
    outcome: null,
    inputTokens: null,
    outputTokens: null,
    reasoningTokens: null,
    cachedInputTokens: null,
    costMicroUsd: costMicroUsd - known,
    chargedMicroUsd: changedMicroUsd,
    chargedTokens: 0,
    final: true,
  });
  const detail = `Turn ${turnId} cost ${costMicroUsd} micro-dollars: ${changedMicroUsd} more than was booked`;
  await appendEvent(ctx, { actor: operator, requestId: "", action: "decide-cost", detail });
  return { ok: true, changedMicroUsd };
}
