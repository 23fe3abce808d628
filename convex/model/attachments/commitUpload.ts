import { MAX_ATTACHMENT_NAME_CHARS, type AttachmentType } from "@sendcat/shared-types";
import type { Id } from "../../_generated/dataModel.js";
import type { MutationCtx } from "../../_generated/server.js";
import { LIMITS } from "../limits.ts";
import { refuse } from "../refuse.ts";
import { attachmentView } from "./attachmentView.ts";

/** Writes down what was uploaded. What is not there, or larger than any plan allows, is not. */
export async function commitUpload(
  ctx: MutationCtx,
  of: {
    readonly ownerId: string;
    readonly storageId: Id<"_storage">;
    readonly name: string;
    readonly mediaType: AttachmentType;
  },
) {
  const file = await ctx.db.system.get("_storage", of.storageId);
  if (!file || file.size > LIMITS.attachmentBytes) {
    if (file) await ctx.storage.delete(of.storageId);
    return refuse({ code: file ? "payload_too_large" : "not_found", scope: "attachment" });
  }
  const id = await ctx.db.insert("attachments", {
    ...of,
    name: of.name.slice(0, MAX_ATTACHMENT_NAME_CHARS),
    attachmentId: crypto.randomUUID(),
    bytes: file.size,
    threadId: null,
    messageId: null,
  });
  const row = await ctx.db.get(id);
  if (!row) return refuse({ code: "not_found", scope: "attachment" });
  return { ok: true, attachment: await attachmentView(ctx, row) } as const;
}
