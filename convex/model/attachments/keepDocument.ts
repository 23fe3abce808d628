import type { AttachmentView, Refusal } from "@sendcat/shared-types";
import { internal } from "../../_generated/api.js";
import type { Id } from "../../_generated/dataModel.js";
import type { ActionCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";
import { refuse } from "../platform/refuse.ts";
import { documentText } from "./documentText.ts";

const WHY = {
  locked: "This PDF is locked with a password. Remove it and try again.",
  empty: "This PDF contains only images of text. Attach photos of its pages instead.",
  broken: "This PDF could not be read.",
} as const;

type Kept =
  | { readonly ok: true; readonly attachment: AttachmentView }
  | { readonly ok: false; readonly refusal: Refusal };

/** Reads an uploaded document and stores it with its text; an unreadable one is not kept. */
export async function keepDocument(
  ctx: ActionCtx,
  of: { readonly ownerId: string; readonly storageId: Id<"_storage">; readonly name: string },
): Promise<Kept> {
  const file = await ctx.storage.get(of.storageId);
  if (!file) return refuse({ code: "not_found", scope: "attachment" });
  const { documentPages: pages, documentChars: chars, documentMs: ms } = LIMITS;
  const read =
    file.size > LIMITS.attachmentBytes
      ? ({ ok: false, why: "broken" } as const)
      : await documentText(new Uint8Array(await file.arrayBuffer()), { pages, chars, ms });
  if (read.ok) return await ctx.runMutation(internal.attachments.commitDocument, { ...of, text: read.text });
  await ctx.storage.delete(of.storageId);
  return refuse({ code: "unsupported_media_type", scope: "attachment.text", message: WHY[read.why] });
}
