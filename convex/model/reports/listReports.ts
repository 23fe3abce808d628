import type { PaginationOptions } from "convex/server";
import type { ReportView } from "@sendcat/shared-types";
import type { QueryCtx } from "../../_generated/server.js";
import { boundedPage } from "../platform/boundedPage.ts";

/** Newest first. */
export async function listReports(ctx: QueryCtx, options: PaginationOptions) {
  const found = await ctx.db.query("reports").order("desc").paginate(boundedPage(options));
  const page = found.page.map(({ _id, _creationTime: atMs, subjectId: id, ...report }): ReportView => ({
    ...report,
    id,
    atMs,
  }));
  return { ...found, page };
}
