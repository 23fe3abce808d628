import type { HistoryMessage } from "@sendcat/shared-types";
import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";

/** What the model is shown, with as many of the newest pictures as were paid for. `shown` is the end of the branch, oldest first. */
export async function withPictures(
  ctx: Pick<QueryCtx, "storage">,
  history: readonly HistoryMessage[],
  { shown, pictures }: { readonly shown: readonly Doc<"messages">[]; readonly pictures: number },
): Promise<readonly HistoryMessage[]> {
  if (pictures === 0 || !shown.some(({ attachments }) => attachments)) return history;
  const asked = shown.filter(({ role }) => role === "user");
  let left = pictures;
  const result: HistoryMessage[] = [];
  for (const message of [...history].reverse()) {
    const own = message.role === "user" ? asked.pop()?.attachments : undefined;
    const urls = [];
    for (const { storageId } of (own ?? []).slice(0, left)) urls.push(await ctx.storage.getUrl(storageId));
    left -= urls.length;
    const there = urls.filter((url) => url !== null);
    result.unshift(there.length > 0 ? { ...message, pictures: there } : message);
  }
  return result;
}
