import { messageText } from "@sendcat/shared-types";
import type { QueryCtx } from "../_generated/server.js";
import { cutText } from "./cutText.ts";
import { findThread } from "./findThread.ts";

const MAX_CHARS_EACH = 1_000;

export async function titleSource(ctx: QueryCtx, threadId: string): Promise<string | null> {
  const thread = await findThread(ctx, threadId);
  if (thread?.titleState !== "pending" || thread.removed) return null;
  const first = await ctx.db
    .query("messages")
    .withIndex("by_thread_active", (q) => q.eq("threadId", threadId).eq("active", true))
    .take(2);
  const said = first.map(({ role, parts }) => `${role}: ${cutText(messageText(parts), MAX_CHARS_EACH)}`);
  return said.length > 0 ? said.join("\n\n") : null;
}
