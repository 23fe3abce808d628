import type { Doc } from "../../_generated/dataModel.js";
import type { MutationCtx } from "../../_generated/server.js";
import type { TurnEnding } from "../turns/turnEnding.ts";

/** Writes the ledger row of an ending turn. */
export async function writeTurnRow(ctx: MutationCtx, turn: Doc<"turns">, ending: TurnEnding): Promise<void> {
  const { usage, implausibleMicroUsd } = ending;
  await ctx.db.insert("usageLedger", {
    kind: "turn",
    turnId: turn.turnId,
    ownerId: turn.ownerId,
    plan: turn.plan,
    day: ending.day,
    model: turn.model,
    route: ending.route,
    generationId: ending.generationId,
    outcome: ending.status,
    inputTokens: usage?.inputTokens ?? null,
    outputTokens: usage?.outputTokens ?? null,
    reasoningTokens: usage?.reasoningTokens ?? null,
    cachedInputTokens: usage?.cachedInputTokens ?? null,
    ...(usage?.cacheWriteTokens ? { cacheWriteTokens: usage.cacheWriteTokens } : {}),
    costMicroUsd: usage?.costMicroUsd ?? null,
    chargedMicroUsd: ending.chargedMicroUsd,
    chargedTokens: ending.chargedTokens,
    counts: ending.counts,
    final: ending.isFinal,
    ...(implausibleMicroUsd === null ? {} : { implausibleMicroUsd }),
  });
}
