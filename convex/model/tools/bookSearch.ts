import type { PlanName } from "@sendcat/shared-types";
import type { MutationCtx } from "../../_generated/server.js";

/** Books the cost of a search. */
export async function bookSearch(
  ctx: MutationCtx,
  cost: {
    readonly turnId: string;
    readonly plan: PlanName;
    readonly day: string;
    readonly route: string;
    readonly costMicroUsd: number;
  },
): Promise<void> {
  await ctx.db.insert("usageLedger", {
    kind: "tool",
    ownerId: `service:${cost.turnId}`,
    model: "tool",
    ...cost,
    chargedMicroUsd: cost.costMicroUsd,
    generationId: null,
    outcome: null,
    inputTokens: null,
    outputTokens: null,
    reasoningTokens: null,
    cachedInputTokens: null,
    chargedTokens: 0,
    counts: false,
    final: true,
  });
}
