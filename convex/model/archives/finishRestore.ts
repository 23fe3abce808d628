import type { MutationCtx } from "../../_generated/server.js";
import { findThread } from "../threads/findThread.ts";
import { dropArchive } from "./dropArchive.ts";
import { readArchive } from "./readArchive.ts";

export async function finishRestore(ctx: MutationCtx, threadId: string): Promise<void> {
  const archive = await readArchive(ctx, threadId);
  if (!archive) return;
  const thread = await findThread(ctx, threadId);
  if (thread) await ctx.db.patch(thread._id, { archived: undefined });
  await dropArchive(ctx, archive);
}
