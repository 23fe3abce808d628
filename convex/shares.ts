import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import { callerMutation, callerQuery, serviceQuery } from "./model/platform/auth.ts";
import { createShare } from "./model/shares/createShare.ts";
import { findShareOfThread } from "./model/shares/findShare.ts";
import { readShare } from "./model/shares/readShare.ts";
import { revokeShare } from "./model/shares/revokeShare.ts";

/** The link to one of the caller's threads, if it has one. */
export const ofThread = callerQuery({
  args: { threadId: v.string() },
  handler: async (ctx, { threadId }) => {
    const share = await findShareOfThread(ctx, threadId);
    return share?.ownerId === ctx.caller.ownerId ? { shareId: share.shareId, sharedAtMs: share.sharedAtMs } : null;
  },
});

/** Shares a thread as it is now, under an id that the caller's device has made up; shared again, it shows what was added since. */
export const create = callerMutation({
  args: { threadId: v.string(), shareId: v.string() },
  handler: async (ctx, args) => await createShare(ctx, args),
});

/** From now on the link leads nowhere. */
export const revoke = callerMutation({
  args: { threadId: v.string() },
  handler: async (ctx, { threadId }) => await revokeShare(ctx, threadId),
});

/** `ShareStore.read`. As the service, for whoever has the link; nothing of its owner is in it. */
export const read = serviceQuery({
  args: { shareId: v.string(), paginationOpts: paginationOptsValidator },
  handler: async (ctx, args) => await readShare(ctx, args),
});
