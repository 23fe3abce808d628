import { internal } from "../../_generated/api.js";
import type { Doc, Id, TableNames } from "../../_generated/dataModel.js";
import type { MutationCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";

const DAY_MS = 86_400_000;
/** Longer than any function runs, and than an export is kept. */
const YOUNG_MS = 2 * DAY_MS;
/** Older files were looked at by earlier sweeps. */
const OLD_MS = 30 * DAY_MS;

/** Every table whose rows own one file each; the compiler names a missing one. */
type FileTable = { [Table in TableNames]: "storageId" extends keyof Doc<Table> ? Table : never }[TableNames];
const IS_OWNED: Record<FileTable, (ctx: MutationCtx, storageId: Id<"_storage">) => Promise<boolean>> = {
  attachments: async ({ db }, id) =>
    (await db
      .query("attachments")
      .withIndex("by_storage", (q) => q.eq("storageId", id))
      .first()) !== null,
  archives: async ({ db }, id) =>
    (await db
      .query("archives")
      .withIndex("by_storage", (q) => q.eq("storageId", id))
      .first()) !== null,
};

/** A function that dies between storing a file and writing its row leaves the file behind. Looks at a bounded number, and schedules the next step. */
export async function sweepFiles(ctx: MutationCtx, after: number | null): Promise<void> {
  const now = Date.now();
  // Exports own several files each, for a day. While one is overdue, an old file may be its.
  const overdue = await ctx.db
    .query("exports")
    .withIndex("by_expiry", (q) => q.lte("expiresAtMs", now))
    .first();
  if (overdue) return;
  const files = await ctx.db.system
    .query("_storage")
    .withIndex("by_creation_time", (q) =>
      q.gt("_creationTime", after ?? now - OLD_MS).lt("_creationTime", now - YOUNG_MS),
    )
    .take(LIMITS.sweptFiles);
  for (const { _id } of files) {
    const owned = await Promise.all(Object.values(IS_OWNED).map(async (isOwned) => await isOwned(ctx, _id)));
    if (!owned.includes(true)) await ctx.storage.delete(_id);
  }
  const last = files.at(-1);
  if (last && files.length === LIMITS.sweptFiles)
    await ctx.scheduler.runAfter(0, internal.files.sweep, { after: last._creationTime });
}
