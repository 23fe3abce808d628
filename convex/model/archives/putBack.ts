import type { MutationCtx } from "../../_generated/server.js";
import { findMessage } from "../messages/findMessage.ts";
import { messageOfLine } from "./archivedMessage.ts";
import { readArchive } from "./readArchive.ts";

export async function putBack(
  ctx: MutationCtx,
  { threadId, rows }: { readonly threadId: string; readonly rows: readonly string[] },
): Promise<void> {
  if (!(await readArchive(ctx, threadId))) return;
  for (const row of rows) {
    const message = messageOfLine(row);
    // Not yet deleted, or restored by an earlier attempt that was cut off.
    const there = await findMessage(ctx, message.messageId);
    if (there) await ctx.db.delete(there._id);
    await ctx.db.insert("messages", message);
  }
}
