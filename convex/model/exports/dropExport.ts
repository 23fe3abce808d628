import type { Doc } from "../../_generated/dataModel.js";
import type { MutationCtx } from "../../_generated/server.js";

/** Deletes an export's row and its files. */
export async function dropExport(ctx: MutationCtx, { _id, files }: Doc<"exports">): Promise<void> {
  for (const { storageId } of files) await ctx.storage.delete(storageId);
  await ctx.db.delete(_id);
}
