import type { MutationCtx } from "../../_generated/server.js";
import { findThread } from "../threads/findThread.ts";
import { planOf } from "../people/planOf.ts";

export interface TitleCost {
  /** The service day of its reservation. */
  readonly day: string;
  readonly route: string;
  readonly costMicroUsd: number | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly chargedMicroUsd: number;
  /** The provider's reported cost when it is above the reservation and was therefore not charged. */
  readonly implausibleMicroUsd?: number;
}

/** Books a title's cost, and sets the title unless the owner has renamed the thread since. */
export async function saveTitle(
  ctx: MutationCtx,
  { threadId, title, cost }: { readonly threadId: string; readonly title: string | null; readonly cost: TitleCost },
): Promise<void> {
  const thread = await findThread(ctx, threadId);
  if (!thread) return;
  await ctx.db.insert("usageLedger", {
    kind: "title",
    turnId: `title:${threadId}`,
    ownerId: thread.ownerId,
    plan: await planOf(ctx, thread.ownerId),
    model: "title",
    ...cost,
    generationId: null,
    outcome: null,
    reasoningTokens: null,
    cachedInputTokens: null,
    chargedTokens: 0,
    counts: false,
    final: cost.costMicroUsd !== null,
  });
  if (title !== null && thread.titleState === "pending" && !thread.removed)
    await ctx.db.patch(thread._id, { title, titleState: "model" });
}
