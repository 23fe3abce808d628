import type { MutationCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";
import { refuse } from "../platform/refuse.ts";
import { findWebhook } from "./findWebhook.ts";
import { retryWebhook } from "./retryWebhook.ts";

/** Returns the new state; `not_found` unless the event is dead. */
export async function replayWebhook(ctx: MutationCtx, named: { readonly source: string; readonly eventId: string }) {
  const row = await findWebhook(ctx, named);
  if (row?.state !== "dead") return refuse({ code: "not_found", scope: "webhook.event" });
  await retryWebhook(ctx, row._id);
  const after = await ctx.db.get(row._id);
  return { ok: true, state: after?.state ?? "applied", error: after?.error ?? null } as const;
}

/** Replays all dead events, up to a bound. */
export async function replayDeadWebhooks(ctx: MutationCtx): Promise<void> {
  const dead = await ctx.db
    .query("webhookEvents")
    .withIndex("by_state", (q) => q.eq("state", "dead"))
    .take(LIMITS.replayBatch);
  for (const { _id } of dead) await retryWebhook(ctx, _id);
}
