import { type AttachmentType, type AttachmentView, cutText, MAX_ATTACHMENT_NAME_CHARS } from "@sendcat/shared-types";
import type { Id } from "../../_generated/dataModel.js";
import type { MutationCtx } from "../../_generated/server.js";
import { findOwnTurn } from "../turns/findTurn.ts";
import { LIMITS } from "../platform/limits.ts";
import { refuse } from "../platform/refuse.ts";

/** Stores the row of an upload. Refuses a missing file, one larger than any plan allows, and one for a turn that is not its owner's or gone. */
export async function commitUpload(
  ctx: MutationCtx,
  of: {
    readonly ownerId: string;
    readonly storageId: Id<"_storage">;
    readonly name: string;
    readonly mediaType: AttachmentType;
    /** A document's text. */
    readonly text?: string;
    /** The turn whose answer shows it. */
    readonly turnId?: string;
  },
) {
  const file = await ctx.db.system.get("_storage", of.storageId);
  const turn = of.turnId === undefined ? undefined : await findOwnTurn(ctx, of.turnId, of.ownerId);
  if (!file || file.size > LIMITS.attachmentBytes || turn === null) {
    if (file) await ctx.storage.delete(of.storageId);
    return refuse({ code: file && turn !== null ? "payload_too_large" : "not_found", scope: "attachment" });
  }
  const { ownerId, storageId, mediaType } = of;
  const [id, name, bytes] = [crypto.randomUUID(), cutText(of.name, MAX_ATTACHMENT_NAME_CHARS), file.size];
  const place = { threadId: turn?.threadId ?? null, messageId: turn?.messageId ?? null };
  const more = { ...place, ...(of.text === undefined ? {} : { text: of.text }) };
  await ctx.db.insert("attachments", { attachmentId: id, ownerId, storageId, mediaType, name, bytes, ...more });
  const attachment: AttachmentView = { id, name, mediaType, bytes, url: await ctx.storage.getUrl(storageId) };
  return { ok: true, attachment } as const;
}
