import { v } from "convex/values";
import { internalMutation } from "./_generated/server.js";
import { sweepFiles } from "./model/files/sweepFiles.ts";

/** Run by a cron, and by itself: deletes files that no row names. `after`: creation time of the last file looked at; null at the start. */
export const sweep = internalMutation({
  args: { after: v.union(v.number(), v.null()) },
  handler: async (ctx, { after }): Promise<void> => await sweepFiles(ctx, after),
});
