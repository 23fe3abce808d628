import { REPORT_REASON_NAMES, REPORT_SUBJECTS } from "@sendcat/shared-types";
import { v } from "convex/values";
import { literals } from "../platform/literals.ts";

export const vReportReason = literals(REPORT_REASON_NAMES);
export const vReportSubject = literals(REPORT_SUBJECTS);

/** A row of `reports`. */
export const reportFields = {
  reportId: v.string(),
  about: vReportSubject,
  /** Id of the turn or of the share. */
  subjectId: v.string(),
  threadId: v.string(),
  reporterId: v.string(),
  reason: vReportReason,
  text: v.string(),
  handledAtMs: v.union(v.number(), v.null()),
  handledBy: v.union(v.string(), v.null()),
};
