import type { MutationCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";
import { dropAttachments } from "./dropAttachments.ts";

/** Longer than any user takes to write a message. */
const UNSENT_MS = 86_400_000;

export async function sweepUnsent(ctx: MutationCtx): Promise<void> {
  const rows = await ctx.db
    .query("attachments")
    .withIndex("by_message", (q) => q.eq("messageId", null).lt("_creationTime", Date.now() - UNSENT_MS))
    .take(LIMITS.purgeBatch);
  await dropAttachments(ctx, rows);
}
