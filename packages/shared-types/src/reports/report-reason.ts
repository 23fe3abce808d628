import { namesOf } from "../records/names-of.ts";

const REASONS = {
  wrong: "It is wrong or misleading",
  harmful: "It is dangerous or unlawful",
  offensive: "It is hateful, sexual or offensive",
  private: "It shows somebody’s private data",
  other: "Something else",
} satisfies Readonly<Record<string, string>>;

export type ReportReason = keyof typeof REASONS;
/** Why something is reported, in the words of the form. */
export const REPORT_REASONS: Readonly<Record<ReportReason, string>> = REASONS;
export const REPORT_REASON_NAMES = namesOf(REPORT_REASONS);

/** What is reported: the answer of one's own turn, or a conversation that somebody has shared. */
export const REPORT_SUBJECTS = ["turn", "share"] as const;
export type ReportSubject = (typeof REPORT_SUBJECTS)[number];

/** UTF-16 units of what a user adds in their own words. */
export const MAX_REPORT_CHARS = 500;
/** How long a report is kept, handled or not. */
export const REPORT_DAYS = 180;
