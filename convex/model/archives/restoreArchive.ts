import { gunzipSync } from "fflate";
import { internal } from "../../_generated/api.js";
import type { Doc } from "../../_generated/dataModel.js";
import type { ActionCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";
import { sha256Hex } from "./sha256Hex.ts";

/** A damaged file is never restored and never deleted: an operator has to look at it. */
export async function restoreArchive(ctx: ActionCtx, threadId: string): Promise<void> {
  const archive: Doc<"archives"> | null = await ctx.runQuery(internal.archives.manifest, { threadId });
  if (!archive) return;
  const file = await ctx.storage.get(archive.storageId);
  const packed = file && new Uint8Array(await file.arrayBuffer());
  if (!packed || (await sha256Hex(packed)) !== archive.sha256) throw new Error("the archive of a thread is damaged");
  const lines = new TextDecoder().decode(gunzipSync(packed)).split("\n");
  if (lines.length !== archive.messages) throw new Error("the archive of a thread is not complete");
  let from = 0;
  while (from < lines.length) {
    let to = from;
    let chars = 0;
    while (to < lines.length && to - from < LIMITS.purgeBatch && chars < LIMITS.scannedChars)
      chars += lines[to++]?.length ?? 0;
    await ctx.runMutation(internal.archives.putRows, { threadId, rows: lines.slice(from, to) });
    from = to;
  }
  await ctx.runMutation(internal.archives.finish, { threadId });
}
