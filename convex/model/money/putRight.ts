import { hasCostLater } from "@sendcat/assembly/costs";
import type { FinishTurn } from "@sendcat/shared-types";
import type { MutationCtx } from "../../_generated/server.js";
import { findSettlement } from "./findSettlement.ts";
import { trueUpTurn } from "./trueUpTurn.ts";

/** A worker whose turn the sweep had ended was alive after all, and knows the cost. It tells Redis itself. */
export async function putRight(ctx: MutationCtx, finish: FinishTurn): Promise<void> {
  const { turnId, usage, route, generationId } = finish;
  const settlement = await findSettlement(ctx, turnId);
  if (!finish.isFinal) {
    if (settlement && settlement.generationId === null && generationId !== null && hasCostLater(generationId))
      await ctx.db.patch(settlement._id, { generationId, tell: "provisional" });
    return;
  }
  await trueUpTurn(ctx, {
    turnId,
    actual: { costMicroUsd: finish.chargedMicroUsd, tokens: finish.chargedTokens },
    said: {
      route,
      generationId,
      inputTokens: usage?.inputTokens ?? null,
      outputTokens: usage?.outputTokens ?? null,
      costMicroUsd: usage?.costMicroUsd ?? null,
    },
  });
  if (settlement) await ctx.db.delete(settlement._id);
}
