"use client";

import { REPORT_REASONS, type ReportView } from "@sendcat/shared-types";
import type { OpsClient } from "./ops-client.ts";
import { useReports } from "./use-reports.ts";

/** What users have reported, newest first. */
export function ReportsPanel({ client }: { client: OpsClient }) {
  const { reports, problem, more, reload, handle } = useReports(client);
  return (
    <section aria-labelledby="reports" className="bg-surface border-line mt-4 rounded-2xl border p-4">
      <h2 id="reports" className="text-sm font-semibold">
        Reported by users
      </h2>
      {problem && (
        <p role="alert" className="text-ink-soft mt-2 text-sm">
          The core does not answer.
        </p>
      )}
      {reports?.length === 0 && <p className="text-ink-soft mt-2 text-sm">Nobody has reported anything.</p>}
      <ol className="divide-line mt-2 divide-y text-sm">
        {reports?.map((report) => (
          <ReportRow key={report.reportId} report={report} onHandled={() => void handle(report.reportId)} />
        ))}
      </ol>
      <div className="mt-3 flex gap-2">
        <button type="button" className="btn btn-quiet border-line-strong border" onClick={() => void reload()}>
          Look again
        </button>
        {more && (
          <button type="button" className="btn btn-quiet border-line-strong border" onClick={() => void more()}>
            Show more
          </button>
        )}
      </div>
    </section>
  );
}

function ReportRow({ report, onHandled }: { report: ReportView; onHandled: () => void }) {
  const { about, id, threadId, reporterId, reason, text, atMs, handledAtMs, handledBy } = report;
  return (
    <li data-testid="report-row" className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 py-2.5">
      <div className="min-w-0 space-y-0.5">
        <p className="font-medium">{REPORT_REASONS[reason]}</p>
        {text !== "" && <p className="wrap-anywhere whitespace-pre-wrap">{text}</p>}
        <p className="text-ink-soft text-xs wrap-anywhere">
          <time dateTime={new Date(atMs).toISOString()} className="tabular-nums">
            {new Date(atMs).toLocaleString("en-GB")}
          </time>{" "}
          · {about} {id} · thread {threadId} · by {reporterId}
        </p>
      </div>
      {handledAtMs === null ? (
        <button type="button" className="btn btn-quiet border-line-strong shrink-0 border" onClick={onHandled}>
          Mark as handled
        </button>
      ) : (
        <p className="text-ink-soft text-xs">
          Handled by {handledBy}, {new Date(handledAtMs).toLocaleString("en-GB")}
        </p>
      )}
    </li>
  );
}
