import { internal } from "../../_generated/api.js";
import type { MutationCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";
import { partsChars } from "../messages/partsChars.ts";
import { findArchive } from "./findArchive.ts";

export async function stripThread(ctx: MutationCtx, threadId: string): Promise<void> {
  const archive = await findArchive(ctx, threadId);
  if (archive?.state !== "stripping") return;
  let deleted = 0;
  let chars = 0;
  for await (const message of ctx.db.query("messages").withIndex("by_thread", (q) => q.eq("threadId", threadId))) {
    await ctx.db.delete(message._id);
    deleted += 1;
    chars += partsChars(message.parts);
    if (deleted < LIMITS.purgeBatch && chars <= LIMITS.scannedChars) continue;
    await ctx.db.patch(archive._id, { stateAtMs: Date.now() });
    await ctx.scheduler.runAfter(0, internal.archives.strip, { threadId });
    return;
  }
  await ctx.db.patch(archive._id, { state: "kept", stateAtMs: Date.now() });
}
