import { gzipSync } from "fflate";
import { internal } from "../../_generated/api.js";
import type { ActionCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";
import type { ArchivePage } from "./archivePage.ts";
import { sha256Hex } from "./sha256Hex.ts";

/** Nothing is deleted before the file was read back and matches what was written. */
export async function writeArchive(ctx: ActionCtx, threadId: string): Promise<void> {
  const lines: string[] = [];
  let updatedAtMs = 0;
  let cursor: string | null = null;
  let chars = 0;
  do {
    const page: ArchivePage | null = await ctx.runQuery(internal.archives.page, { threadId, cursor });
    if (!page) return;
    lines.push(...page.lines);
    chars += page.lines.reduce((sum, line) => sum + line.length, 0);
    // A thread that does not fit into an action's memory is not archived.
    if (chars > LIMITS.archiveChars) return;
    ({ updatedAtMs, cursor } = page);
  } while (cursor !== null);
  if (lines.length === 0) return;

  const packed = gzipSync(new TextEncoder().encode(lines.join("\n")), { mtime: 0 });
  const sha256 = await sha256Hex(packed);
  const storageId = await ctx.storage.store(new Blob([packed], { type: "application/gzip" }));
  const stored = await ctx.storage.get(storageId);
  const isWhole = stored !== null && (await sha256Hex(new Uint8Array(await stored.arrayBuffer()))) === sha256;
  const counts = { bytes: packed.byteLength, messages: lines.length };
  const isTaken =
    isWhole &&
    (await ctx.runMutation(internal.archives.commit, { threadId, updatedAtMs, storageId, sha256, ...counts }));
  if (!isTaken) await ctx.storage.delete(storageId);
}
