import { v } from "convex/values";
import { internalAction, internalMutation, internalQuery } from "./_generated/server.js";
import { callerMutation } from "./model/platform/auth.ts";
import { archivePage } from "./model/archives/archivePage.ts";
import { commitArchive } from "./model/archives/commitArchive.ts";
import { finishRestore } from "./model/archives/finishRestore.ts";
import { openThread } from "./model/archives/openThread.ts";
import { putBack } from "./model/archives/putBack.ts";
import { readArchive } from "./model/archives/readArchive.ts";
import { restoreArchive } from "./model/archives/restoreArchive.ts";
import { resumeArchives } from "./model/archives/resumeArchives.ts";
import { stripThread } from "./model/archives/stripThread.ts";
import { writeArchive } from "./model/archives/writeArchive.ts";

/** The user opens a thread: it counts as used, and is restored if it is in the archive. */
export const open = callerMutation({
  args: { threadId: v.string() },
  handler: async (ctx, { threadId }) => await openThread(ctx, threadId),
});

/** Writes a thread's messages into a file, and has them deleted once the file is known to hold them all. */
export const write = internalAction({
  args: { threadId: v.string() },
  handler: async (ctx, { threadId }): Promise<void> => await writeArchive(ctx, threadId),
});

export const page = internalQuery({
  args: { threadId: v.string(), cursor: v.union(v.string(), v.null()) },
  handler: async (ctx, args) => await archivePage(ctx, args),
});

/** False when the thread has changed since: then the file is outdated and is deleted. */
export const commit = internalMutation({
  args: {
    threadId: v.string(),
    updatedAtMs: v.number(),
    storageId: v.id("_storage"),
    sha256: v.string(),
    bytes: v.number(),
    messages: v.number(),
  },
  handler: async (ctx, args) => await commitArchive(ctx, args),
});

/** Deletes a bounded number of an archived thread's messages; schedules the next. */
export const strip = internalMutation({
  args: { threadId: v.string() },
  handler: async (ctx, { threadId }): Promise<void> => await stripThread(ctx, threadId),
});

export const restore = internalAction({
  args: { threadId: v.string() },
  handler: async (ctx, { threadId }): Promise<void> => await restoreArchive(ctx, threadId),
});

export const manifest = internalQuery({
  args: { threadId: v.string() },
  handler: async (ctx, { threadId }) => await readArchive(ctx, threadId),
});

/** Restores messages as they were; existing ones stay. `rows` is JSON in the file's format. */
export const putRows = internalMutation({
  args: { threadId: v.string(), rows: v.array(v.string()) },
  handler: async (ctx, args): Promise<void> => await putBack(ctx, args),
});

/** The thread is complete again: deletes its file. */
export const finish = internalMutation({
  args: { threadId: v.string() },
  handler: async (ctx, { threadId }): Promise<void> => await finishRestore(ctx, threadId),
});

/** Run by a cron: continues archives that stalled. */
export const resume = internalMutation({ args: {}, handler: async (ctx): Promise<void> => await resumeArchives(ctx) });
