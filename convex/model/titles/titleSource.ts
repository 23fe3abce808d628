import { cutText, messageText, type PlanName } from "@sendcat/shared-types";
import type { QueryCtx } from "../../_generated/server.js";
import { findThread } from "../threads/findThread.ts";
import { planOf } from "../people/planOf.ts";

const MAX_CHARS_EACH = 1_000;

export interface TitleSource {
  readonly conversation: string;
  /** The owner's plan. */
  readonly plan: PlanName;
}

export async function titleSource(ctx: QueryCtx, threadId: string): Promise<TitleSource | null> {
  const thread = await findThread(ctx, threadId);
  if (thread?.titleState !== "pending" || thread.removed) return null;
  const first = await ctx.db
    .query("messages")
    .withIndex("by_thread_active", (q) => q.eq("threadId", threadId).eq("active", true))
    .take(2);
  const said = first.map(({ role, parts }) => `${role}: ${cutText(messageText(parts), MAX_CHARS_EACH)}`);
  return said.length > 0 ? { conversation: said.join("\n\n"), plan: await planOf(ctx, thread.ownerId) } : null;
}
