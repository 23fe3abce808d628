import type { ReportReason, ReportSubject } from "../reports/report-reason.ts";
import type { ReportView } from "../reports/report.ts";
import type { AuditEvent } from "./operations.ts";
import type { Page } from "./thread-store.ts";

export interface NewReport {
  readonly reporterId: string;
  readonly about: ReportSubject;
  readonly id: string;
  readonly reason: ReportReason;
  readonly text: string;
}

/** What users report to operators. */
export interface Reports {
  /**
   * Stores a report. A second one by the same user about the same thing changes nothing. False when the reporter has no such turn, or no such
   * link exists.
   */
  file(report: NewReport): Promise<boolean>;
  /** Newest first. */
  list(query: { readonly cursor: string | null; readonly limit: number }): Promise<Page<ReportView>>;
  /** Marks a report as handled and logs who did it, in one transaction. One that is gone, or already handled, stays as it is. */
  handle(reportId: string, by: Pick<AuditEvent, "actor" | "requestId">): Promise<void>;
}
