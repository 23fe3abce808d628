import type { ExportFormat } from "@sendcat/shared-types";
import { internal } from "../../_generated/api.js";
import type { MutationCtx } from "../../_generated/server.js";
import type { Caller } from "../platform/auth.ts";
import { findOwnThread } from "../threads/findThread.ts";
import { LIMITS } from "../platform/limits.ts";
import { countCall } from "../platform/rateLimits.ts";
import { refuse } from "../platform/refuse.ts";
import { dropExport } from "./dropExport.ts";

const KEPT_MS = 86_400_000;
/** An action ends after ten minutes; an export that has not ended by then has failed. */
export const STALLED_MS = 900_000;

/** One export at a time, and one an hour; the oldest are deleted for a new one. */
export async function requestExport(
  ctx: MutationCtx & { readonly caller: Caller },
  { threadId, format }: { readonly threadId: string | null; readonly format: ExportFormat },
) {
  const { ownerId } = ctx.caller;
  if (threadId !== null && !(await findOwnThread(ctx, threadId, ownerId)))
    return refuse({ code: "not_found", scope: "thread" });
  const nowMs = Date.now();
  const kept = await ctx.db
    .query("exports")
    .withIndex("by_owner", (q) => q.eq("ownerId", ownerId))
    .order("desc")
    .take(LIMITS.exportsKept);
  const isBusy = kept.some(
    ({ state, _creationTime }) => (state === "queued" || state === "running") && nowMs < _creationTime + STALLED_MS,
  );
  if (isBusy) return refuse({ code: "conflict", scope: "export.running", message: "Another export is running." });
  const retryAfterMs = await countCall(ctx, "exports", ownerId);
  if (retryAfterMs !== null) {
    const message = "You can export your conversations once an hour. Please try again later.";
    return refuse({ code: "rate_limited", scope: "user.export", retryAfterMs, message });
  }
  const oldest = kept.at(-1);
  if (oldest && kept.length === LIMITS.exportsKept) await dropExport(ctx, oldest);
  const exportId = `${ownerId}:${nowMs}`;
  await ctx.db.insert("exports", {
    exportId,
    ownerId,
    threadId,
    format,
    state: "queued",
    threads: 0,
    files: [],
    expiresAtMs: nowMs + KEPT_MS,
  });
  await ctx.scheduler.runAfter(0, internal.exports.write, { exportId });
  return { ok: true } as const;
}
