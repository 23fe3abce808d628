import type { Doc } from "../../_generated/dataModel.js";
import type { MutationCtx } from "../../_generated/server.js";
import { servicePolicy } from "../platform/servicePolicy.ts";
import { payerOf } from "./payerOf.ts";

/** Books the cost of a search that has succeeded. A search that no turn asked for is the service's. */
export async function bookSearch(
  ctx: MutationCtx,
  job: Doc<"toolJobs">,
  { day, route }: { readonly day: string; readonly route: string },
): Promise<void> {
  const costMicroUsd = servicePolicy().tools.costMicroUsd[job.tool];
  if (costMicroUsd === 0) return;
  const ofService = `tool:${job.jobId}`;
  const payer = (await payerOf(ctx, job)) ?? { turnId: ofService, ownerId: `service:${ofService}` };
  await ctx.db.insert("usageLedger", {
    kind: "tool",
    ...payer,
    plan: job.plan,
    day,
    model: "tool",
    route,
    costMicroUsd,
    chargedMicroUsd: costMicroUsd,
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
