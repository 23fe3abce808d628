import { cutText, type DocumentText, type HistoryMessage, isPicture } from "@sendcat/shared-types";
import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";

type Attached = NonNullable<Doc<"messages">["attachments"]>;

/**
 * Adds attachments to what the model sees: as many of the newest pictures as the turn reserved for, and up to `chars` UTF-16 units of
 * document text, newest first. `shown` is the end of the branch, oldest first.
 */
export async function withAttachments(
  ctx: Pick<QueryCtx, "db" | "storage">,
  history: readonly HistoryMessage[],
  { shown, pictures, chars }: { shown: readonly Doc<"messages">[]; pictures: number; chars: number },
): Promise<readonly HistoryMessage[]> {
  if (!shown.some(({ attachments }) => attachments)) return history;
  const asked = shown.filter(({ role }) => role === "user");
  const left = { pictures, chars };
  const result: HistoryMessage[] = [];
  for (const message of [...history].reverse()) {
    const own = (message.role === "user" ? asked.pop()?.attachments : undefined) ?? [];
    const urls = await pictureUrls(ctx, own.filter(isPicture).slice(0, left.pictures));
    left.pictures -= urls.length;
    const documents = await documentsOf(
      ctx,
      own.filter((each) => !isPicture(each)),
      left.chars,
    );
    left.chars -= documents.reduce((sum, { text }) => sum + text.length, 0);
    const there = urls.filter((url) => url !== null);
    result.unshift({
      ...message,
      ...(there.length > 0 ? { pictures: there } : {}),
      ...(documents.length > 0 ? { documents } : {}),
    });
  }
  return result;
}

async function pictureUrls(ctx: Pick<QueryCtx, "storage">, pictures: Attached): Promise<(string | null)[]> {
  return await Promise.all(pictures.map(async ({ storageId }) => await ctx.storage.getUrl(storageId)));
}

async function documentsOf(ctx: Pick<QueryCtx, "db">, documents: Attached, chars: number): Promise<DocumentText[]> {
  const read: DocumentText[] = [];
  let left = chars;
  for (const { id, name } of documents) {
    if (left <= 0) break;
    const row = await ctx.db
      .query("attachments")
      .withIndex("by_attachment", (q) => q.eq("attachmentId", id))
      .unique();
    const text = cutText(row?.text ?? "", left);
    if (text !== "") read.push({ name, text });
    left -= text.length;
  }
  return read;
}
