import type { Doc } from "../../_generated/dataModel.js";
import type { MutationCtx } from "../../_generated/server.js";

/** Deletes an archive's row and its file. */
export async function dropArchive(ctx: MutationCtx, { _id, storageId }: Doc<"archives">): Promise<void> {
  await ctx.storage.delete(storageId);
  await ctx.db.delete(_id);
}
