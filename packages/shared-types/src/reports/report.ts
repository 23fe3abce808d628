import { z } from "zod";
import { clientIdSchema } from "../chat/ids.ts";
import { MAX_REPORT_CHARS, REPORT_REASON_NAMES, REPORT_SUBJECTS } from "./report-reason.ts";

/** Body of `POST /api/reports`. `id`: of the turn, or of the link. */
export const reportRequestSchema = z.strictObject({
  about: z.enum(REPORT_SUBJECTS),
  id: clientIdSchema,
  reason: z.enum(REPORT_REASON_NAMES),
  text: z.string().max(MAX_REPORT_CHARS).default(""),
});

/** A report as operators see it: ids and the reporter's words, nothing of the conversation. */
export const reportViewSchema = z.object({
  reportId: z.string(),
  about: z.enum(REPORT_SUBJECTS),
  id: z.string(),
  threadId: z.string(),
  reporterId: z.string(),
  reason: z.enum(REPORT_REASON_NAMES),
  text: z.string(),
  atMs: z.number(),
  /** Null until an operator has marked it as handled. */
  handledAtMs: z.number().nullable(),
  handledBy: z.string().nullable(),
});
export type ReportView = z.infer<typeof reportViewSchema>;
