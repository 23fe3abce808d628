import type { AttachmentView } from "@sendcat/shared-types";
import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";

/** A message's pictures and documents with their addresses; undefined when it has none. */
export async function attachmentsOf(
  ctx: Pick<QueryCtx, "storage">,
  { attachments }: Pick<Doc<"messages">, "attachments">,
): Promise<AttachmentView[] | undefined> {
  if (!attachments) return undefined;
  return await Promise.all(
    attachments.map(async ({ storageId, ...rest }) => ({ ...rest, url: await ctx.storage.getUrl(storageId) })),
  );
}
