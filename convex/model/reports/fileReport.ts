import { cutText, MAX_REPORT_CHARS, type NewReport } from "@sendcat/shared-types";
import type { MutationCtx } from "../../_generated/server.js";
import { isErasing } from "../people/isErasing.ts";
import { LIMITS } from "../platform/limits.ts";
import { findShare } from "../shares/findShare.ts";
import { findOwnTurn } from "../turns/findTurn.ts";

/** False when the reporter has no such turn, or no such link exists. More reports about one thing than operators need are not stored. */
export async function fileReport(
  ctx: MutationCtx,
  { reporterId, about, id, reason, text }: NewReport,
): Promise<boolean> {
  const subject = about === "turn" ? await findOwnTurn(ctx, id, reporterId) : await findShare(ctx, id);
  if (!subject || (await isErasing(ctx, reporterId))) return false;
  const same = await ctx.db
    .query("reports")
    .withIndex("by_subject", (q) => q.eq("subjectId", id))
    .take(LIMITS.reportsOfOne);
  if (same.length === LIMITS.reportsOfOne || same.some((report) => report.reporterId === reporterId)) return true;
  await ctx.db.insert("reports", {
    reportId: crypto.randomUUID(),
    about,
    subjectId: id,
    threadId: subject.threadId,
    reporterId,
    reason,
    text: cutText(text, MAX_REPORT_CHARS),
    handledAtMs: null,
    handledBy: null,
  });
  return true;
}
