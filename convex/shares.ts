import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import { callerMutation, callerQuery, serviceQuery } from "./model/platform/auth.ts";
import { createShare } from "./model/shares/createShare.ts";
import { findShareOfThread } from "./model/shares/findShare.ts";
import { readShare } from "./model/shares/readShare.ts";
import { revokeShare } from "./model/shares/revokeShare.ts";

/** The link to one of the user's threads, if it has one. */
export const ofThread = callerQuery({
  args: { threadId: v.string() },
  handler: async (ctx, { threadId }) => {
    const share = await findShareOfThread(ctx, threadId);
    return share?.ownerId === ctx.caller.ownerId ? { shareId: share.shareId, sharedAtMs: share.sharedAtMs } : null;
  },
});

/** Shares a thread as it is now, under an id that the user's device created; shared again, it shows what was added since. */
export const create = callerMutation({
  args: { threadId: v.string(), shareId: v.string() },
  handler: async (ctx, args) => await createShare(ctx, args),
});

/** Revokes a link at once. */
export const revoke = callerMutation({
  args: { threadId: v.string() },
  handler: async (ctx, { threadId }) => await revokeShare(ctx, threadId),
});

/** `ShareStore.read`. For the service, on behalf of anyone with the link; shows nothing about its owner. */
export const read = serviceQuery({
  args: { shareId: v.string(), paginationOpts: paginationOptsValidator },
  handler: async (ctx, args) => await readShare(ctx, args),
});
