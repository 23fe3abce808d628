import type { AuditEvent } from "@sendcat/shared-types";
import type { MutationCtx } from "../../_generated/server.js";
import { appendEvent } from "../operations/appendEvent.ts";

export async function handleReport(
  ctx: MutationCtx,
  { reportId, ...by }: Pick<AuditEvent, "actor" | "requestId"> & { readonly reportId: string },
): Promise<null> {
  const report = await ctx.db
    .query("reports")
    .withIndex("by_report", (q) => q.eq("reportId", reportId))
    .unique();
  if (!report || report.handledAtMs !== null) return null;
  await ctx.db.patch(report._id, { handledAtMs: Date.now(), handledBy: by.actor });
  return await appendEvent(ctx, { ...by, action: "handle-report", detail: JSON.stringify({ reportId }) });
}
