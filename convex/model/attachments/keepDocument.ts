import { type AttachmentView, cutText, type Refusal } from "@sendcat/shared-types";
import { internal } from "../../_generated/api.js";
import type { Id } from "../../_generated/dataModel.js";
import type { ActionCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";
import { refuse } from "../platform/refuse.ts";
import type { DocumentReading } from "./documentText.ts";

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
  const read =
    file.size > LIMITS.attachmentBytes
      ? ({ ok: false, why: "broken" } as const)
      : await readDocument(ctx, await file.arrayBuffer());
  if (read.ok) return await ctx.runMutation(internal.attachments.commitDocument, { ...of, text: read.text });
  await ctx.storage.delete(of.storageId);
  return refuse({ code: "unsupported_media_type", scope: "attachment.text", message: WHY[read.why] });
}

/** A few pages per query, until the bounds. After a query died, its first page is tried alone; what was read before is kept. */
async function readDocument(
  ctx: Pick<ActionCtx, "runQuery">,
  content: ArrayBuffer,
): Promise<{ readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: keyof typeof WHY }> {
  const endMs = Date.now() + LIMITS.documentMs;
  let [text, pages, died]: [string, number, boolean] = ["", LIMITS.documentPagesAtOnce, false];
  for (let fromPage: number | null = 1; fromPage !== null && fromPage <= LIMITS.documentPages;) {
    if (text.length >= LIMITS.documentChars || Date.now() > endMs) break;
    const read: DocumentReading | null = await ctx
      .runQuery(internal.documents.read, { content, fromPage, pages })
      .catch(() => null);
    if (read && !read.ok) return read;
    died = read === null;
    if (died && pages === 1) break;
    pages = died ? 1 : LIMITS.documentPagesAtOnce;
    text += read?.text ?? "";
    if (read) fromPage = read.nextPage;
  }
  const kept = cutText(text.trim(), LIMITS.documentChars);
  return kept === "" ? { ok: false, why: died ? "broken" : "empty" } : { ok: true, text: kept };
}
