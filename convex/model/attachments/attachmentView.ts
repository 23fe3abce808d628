import type { AttachmentView } from "@sendcat/shared-types";
import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";

/** An attachment as clients read it: with the address its content is fetched from, which nobody guesses. */
export async function attachmentView(
  ctx: Pick<QueryCtx, "storage">,
  {
    attachmentId: id,
    name,
    mediaType,
    bytes,
    storageId,
  }: Pick<Doc<"attachments">, "attachmentId" | "name" | "mediaType" | "bytes" | "storageId">,
): Promise<AttachmentView> {
  return { id, name, mediaType, bytes, url: await ctx.storage.getUrl(storageId) };
}
