import { hasCostLater } from "@sendcat/assembly/costs";
import type { Doc } from "../../_generated/dataModel.js";
import type { MutationCtx } from "../../_generated/server.js";
import type { TurnEnding } from "../turns/turnEnding.ts";
import { LIMITS } from "../platform/limits.ts";

/** The provider records a generation's cost a few seconds after its end. */
const FIRST_ASK_MS = 10_000;

/**
 * Records what is still to be settled after a turn's end: nothing when the provider has reported the cost of all its calls and the worker told
 * Redis. No worker settled a lost turn, so Redis is told of the reservation that was charged for it.
 */
export async function openSettlement(ctx: MutationCtx, turn: Doc<"turns">, ending: TurnEnding): Promise<void> {
  const { usage, chargedMicroUsd, chargedTokens, isLost = false } = ending;
  const costMicroUsd = usage?.costMicroUsd ?? null;
  const generationId = costMicroUsd === null ? ending.generationId : null;
  const abandonedGenerationIds = ending.abandonedGenerationIds.slice(0, LIMITS.abandonedCalls);
  // A call without a generation name, or of a provider that does not report costs later: its estimate stays.
  const isNameless = ending.counts && costMicroUsd === null && generationId === null;
  const names = [generationId ?? [], abandonedGenerationIds].flat();
  const asks = !isNameless && names.length > 0 && names.every(hasCostLater);
  if (!asks && !isLost) return;
  await ctx.db.insert("settlements", {
    turnId: turn.turnId,
    ownerId: turn.ownerId,
    plan: turn.plan,
    day: ending.day,
    model: turn.model,
    counts: ending.counts,
    charged: { costMicroUsd: chargedMicroUsd, tokens: chargedTokens },
    known: costMicroUsd === null ? { costMicroUsd: 0, tokens: 0 } : { costMicroUsd, tokens: chargedTokens },
    heldMicroUsd: turn.reservation.costMicroUsd,
    generationId: asks ? generationId : null,
    abandonedGenerationIds: asks ? abandonedGenerationIds : [],
    tell: isLost ? (asks ? "provisional" : "final") : null,
    asked: 0,
    dueAtMs: Date.now() + (isLost ? 0 : FIRST_ASK_MS),
  });
}
