import { type AttachmentType, type AttachmentView, cutText, MAX_ATTACHMENT_NAME_CHARS } from "@sendcat/shared-types";
import type { Id } from "../../_generated/dataModel.js";
import type { MutationCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";
import { refuse } from "../platform/refuse.ts";

/** Stores the row of an upload. Refuses a missing file, and one larger than any plan allows. */
export async function commitUpload(
  ctx: MutationCtx,
  of: {
    readonly ownerId: string;
    readonly storageId: Id<"_storage">;
    readonly name: string;
    readonly mediaType: AttachmentType;
    /** A document's text. */
    readonly text?: string;
  },
) {
  const file = await ctx.db.system.get("_storage", of.storageId);
  if (!file || file.size > LIMITS.attachmentBytes) {
    if (file) await ctx.storage.delete(of.storageId);
    return refuse({ code: file ? "payload_too_large" : "not_found", scope: "attachment" });
  }
  const { ownerId, storageId, mediaType } = of;
  const [id, name, bytes] = [crypto.randomUUID(), cutText(of.name, MAX_ATTACHMENT_NAME_CHARS), file.size];
  const unsent = { threadId: null, messageId: null, ...(of.text === undefined ? {} : { text: of.text }) };
  await ctx.db.insert("attachments", { attachmentId: id, ownerId, storageId, mediaType, name, bytes, ...unsent });
  const attachment: AttachmentView = { id, name, mediaType, bytes, url: await ctx.storage.getUrl(storageId) };
  return { ok: true, attachment } as const;
}
