import type { ExportView } from "@sendcat/shared-types";
import type { QueryCtx } from "../../_generated/server.js";
import type { Reader } from "../platform/auth.ts";
import { LIMITS } from "../platform/limits.ts";

export async function listExports(ctx: QueryCtx & { readonly caller: Reader }): Promise<readonly ExportView[]> {
  const rows = await ctx.db
    .query("exports")
    .withIndex("by_owner", (q) => q.eq("ownerId", ctx.caller.ownerId))
    .order("desc")
    .take(LIMITS.exportsKept);
  return await Promise.all(
    rows.map(async ({ state, format, threads, files, expiresAtMs, threadId, _creationTime }) => ({
      state,
      format,
      isWhole: threadId === null,
      threads,
      requestedAtMs: Math.floor(_creationTime),
      expiresAtMs,
      files: await Promise.all(
        files.map(async ({ storageId, name, bytes }) => ({ name, bytes, url: await ctx.storage.getUrl(storageId) })),
      ),
    })),
  );
}
