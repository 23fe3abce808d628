import { v } from "convex/values";
import { internalQuery } from "./_generated/server.js";
import { documentText, type DocumentReading } from "./model/attachments/documentText.ts";
import { keepDocument } from "./model/attachments/keepDocument.ts";
import { serviceAction } from "./model/platform/auth.ts";
import { LIMITS } from "./model/platform/limits.ts";

/** The end of `AttachmentStore.put` for a document: reads its text. For the service. A separate module because the PDF reader is large. */
export const commit = serviceAction({
  args: { ownerId: v.string(), storageId: v.id("_storage"), name: v.string() },
  handler: async (ctx, args) => await keepDocument(ctx, args),
});

/**
 * The text of a document's next pages. This is a query because a few kilobytes may inflate to any size: a query has limits of computing time and
 * memory, and one that exceeds them is ended alone.
 */
export const read = internalQuery({
  args: { content: v.bytes(), fromPage: v.number(), pages: v.number() },
  handler: async (_ctx, { content, ...bounds }): Promise<DocumentReading> =>
    await documentText(new Uint8Array(content), { ...bounds, chars: LIMITS.documentCharsAtOnce }),
});
