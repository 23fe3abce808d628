import { v } from "convex/values";
import { internalAction, internalMutation, internalQuery } from "./_generated/server.js";
import { callerMutation, callerQuery } from "./model/platform/auth.ts";
import { advanceExport } from "./model/exports/advanceExport.ts";
import { expireExports } from "./model/exports/expireExports.ts";
import { listExports } from "./model/exports/listExports.ts";
import { exportPage } from "./model/exports/exportPage.ts";
import { requestExport } from "./model/exports/requestExport.ts";
import { writeExport } from "./model/exports/writeExport.ts";
import { vExportFormat, vExportState } from "./model/platform/validators.ts";

/** The user's exports, newest first, with download addresses for those that are ready. */
export const list = callerQuery({ args: {}, handler: async (ctx) => await listExports(ctx) });

/** Starts an export of one thread, or of all; made in the background, kept for a day. */
export const request = callerMutation({
  args: { threadId: v.union(v.string(), v.null()), format: vExportFormat },
  handler: async (ctx, args) => await requestExport(ctx, args),
});

export const write = internalAction({
  args: { exportId: v.string() },
  handler: async (ctx, { exportId }): Promise<void> => await writeExport(ctx, exportId),
});

/** The next part for an export to write: a thread, and a page of its messages. Null when the export's row is gone. */
export const page = internalQuery({
  args: { exportId: v.string(), after: v.union(v.number(), v.null()), cursor: v.union(v.string(), v.null()) },
  handler: async (ctx, args) => await exportPage(ctx, args),
});

/** Records an export's progress. False when its row is gone: then its files are deleted too. */
export const advance = internalMutation({
  args: {
    exportId: v.string(),
    state: vExportState,
    threads: v.number(),
    file: v.union(v.object({ storageId: v.id("_storage"), name: v.string(), bytes: v.number() }), v.null()),
  },
  handler: async (ctx, args) => await advanceExport(ctx, args),
});

/** Run by a cron: deletes expired exports with their files. */
export const expire = internalMutation({ args: {}, handler: async (ctx): Promise<void> => await expireExports(ctx) });
