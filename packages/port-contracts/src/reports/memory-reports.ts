import type { ReportView, Reports } from "@sendcat/shared-types";

const KEPT_OF_ONE = 20;

/** The thread of a turn of this user, or of a link; null when there is none. */
export type ThreadOf = (report: Parameters<Reports["file"]>[0]) => Promise<string | null>;

/** Reports in memory. */
export function memoryReports(threadOf: ThreadOf): Reports {
  const rows: ReportView[] = [];
  return {
    async file(report) {
      const threadId = await threadOf(report);
      if (threadId === null) return false;
      const same = rows.filter(({ id }) => id === report.id);
      if (same.length >= KEPT_OF_ONE || same.some(({ reporterId }) => reporterId === report.reporterId)) return true;
      const unhandled = { handledAtMs: null, handledBy: null };
      rows.unshift({ ...report, threadId, reportId: crypto.randomUUID(), atMs: Date.now(), ...unhandled });
      return true;
    },
    async list({ cursor, limit }) {
      const from = Number(cursor ?? 0);
      const to = from + limit;
      return { items: rows.slice(from, to), cursor: to < rows.length ? String(to) : null };
    },
    async handle(reportId, { actor }) {
      const at = rows.findIndex((row) => row.reportId === reportId && row.handledAtMs === null);
      const row = rows[at];
      if (row) rows[at] = { ...row, handledAtMs: Date.now(), handledBy: actor };
    },
  };
}
