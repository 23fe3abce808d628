import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import { internalMutation } from "./_generated/server.js";
import { serviceMutation, serviceQuery } from "./model/platform/auth.ts";
import { fileReport } from "./model/reports/fileReport.ts";
import { handleReport } from "./model/reports/handleReport.ts";
import { listReports } from "./model/reports/listReports.ts";
import { sweepReports } from "./model/reports/sweepReports.ts";
import { vReportReason, vReportSubject } from "./model/reports/validators.ts";

/** `Reports.file`. For the service, which has verified the reporter. */
export const file = serviceMutation({
  args: { reporterId: v.string(), about: vReportSubject, id: v.string(), reason: vReportReason, text: v.string() },
  handler: async (ctx, report): Promise<boolean> => await fileReport(ctx, report),
});

/** `Reports.list`. For the service, which has checked that an operator asks. */
export const list = serviceQuery({
  args: { paginationOpts: paginationOptsValidator },
  handler: async (ctx, { paginationOpts }) => await listReports(ctx, paginationOpts),
});

/** `Reports.handle`. For the service, which has checked that the actor is an operator. */
export const handle = serviceMutation({
  args: { reportId: v.string(), actor: v.string(), requestId: v.string() },
  handler: async (ctx, handled): Promise<null> => await handleReport(ctx, handled),
});

/** Run by a cron: deletes reports that are kept no longer. */
export const sweep = internalMutation({ args: {}, handler: async (ctx): Promise<void> => await sweepReports(ctx) });
