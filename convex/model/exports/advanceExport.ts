import type { Doc } from "../../_generated/dataModel.js";
import type { MutationCtx } from "../../_generated/server.js";
import { findExport } from "./findExport.ts";

type ExportFile = Doc<"exports">["files"][number];

export async function advanceExport(
  ctx: MutationCtx,
  given: Pick<Doc<"exports">, "exportId" | "state" | "threads"> & { readonly file: ExportFile | null },
): Promise<boolean> {
  const { exportId, state, threads, file } = given;
  const row = await findExport(ctx, exportId);
  if (row) await ctx.db.patch(row._id, { state, threads, files: file ? [...row.files, file] : row.files });
  else if (file) await ctx.storage.delete(file.storageId);
  return row !== null;
}
