import { v } from "convex/values";
import { keepDocument } from "./model/attachments/keepDocument.ts";
import { serviceAction } from "./model/platform/auth.ts";

/** `AttachmentStore.put`, its end, for a document: reads its text. As the service. A module of its own: the reader is large. */
export const commit = serviceAction({
  args: { ownerId: v.string(), storageId: v.id("_storage"), name: v.string() },
  handler: async (ctx, args) => await keepDocument(ctx, args),
});
