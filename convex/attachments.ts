import { v } from "convex/values";
import { internalMutation } from "./_generated/server.js";
import { beginUpload } from "./model/attachments/beginUpload.ts";
import { commitUpload } from "./model/attachments/commitUpload.ts";
import { sweepUnsent } from "./model/attachments/sweepUnsent.ts";
import { serviceMutation } from "./model/platform/auth.ts";
import { vAttachmentType } from "./model/platform/validators.ts";

/** The start of `AttachmentStore.put`: returns an upload address. For the service, which has checked the content. */
export const begin = serviceMutation({
  args: { ownerId: v.string() },
  handler: async (ctx, { ownerId }) => await beginUpload(ctx, ownerId),
});

/** The end of `AttachmentStore.put`; with a turn, of a picture in its answer. For the service. */
export const commit = serviceMutation({
  args: {
    ownerId: v.string(),
    storageId: v.id("_storage"),
    name: v.string(),
    mediaType: vAttachmentType,
    turnId: v.optional(v.string()),
  },
  handler: async (ctx, args) => await commitUpload(ctx, args),
});

/** The end of `AttachmentStore.put` for a document whose text has been read. */
export const commitDocument = internalMutation({
  args: { ownerId: v.string(), storageId: v.id("_storage"), name: v.string(), text: v.string() },
  handler: async (ctx, args) => await commitUpload(ctx, { ...args, mediaType: "application/pdf" }),
});

/** Run by a cron: deletes attachments that were never sent. */
export const sweep = internalMutation({ args: {}, handler: async (ctx): Promise<void> => await sweepUnsent(ctx) });
