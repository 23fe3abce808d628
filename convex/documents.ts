import { v } from "convex/values";
import { keepDocument } from "./model/attachments/keepDocument.ts";
import { serviceAction } from "./model/platform/auth.ts";

/** The end of `AttachmentStore.put` for a document: reads its text. For the service. A separate module because the PDF reader is large. */
export const commit = serviceAction({
  args: { ownerId: v.string(), storageId: v.id("_storage"), name: v.string() },
  handler: async (ctx, args) => await keepDocument(ctx, args),
});
