"use client";

import type { ReportView } from "@sendcat/shared-types";
import { useCallback, useEffect, useState } from "react";
import type { OpsClient } from "./ops-client.ts";

export interface ReportsState {
  /** Newest first; null until the first page has come. */
  readonly reports: readonly ReportView[] | null;
  readonly problem: boolean;
  /** Loads the next page; null when all are shown. */
  readonly more: (() => Promise<void>) | null;
  reload(): Promise<void>;
  /** Marks a report as handled. */
  handle(reportId: string): Promise<void>;
}

/** What users have reported, page by page. */
export function useReports(client: OpsClient): ReportsState {
  const [state, setState] = useState<{ items: readonly ReportView[]; cursor: string | null } | null>(null);
  const [problem, setProblem] = useState(false);
  const load = useCallback(
    async (before: readonly ReportView[], cursor: string | null) => {
      try {
        const page = await client.reports(cursor);
        setState({ items: [...before, ...page.items], cursor: page.cursor });
        setProblem(false);
      } catch {
        setProblem(true);
      }
    },
    [client],
  );
  const handle = async (reportId: string): Promise<void> => {
    try {
      await client.handleReport(reportId);
      await load([], null);
    } catch {
      setProblem(true);
    }
  };
  useEffect(() => void load([], null), [load]);
  const cursor = state?.cursor ?? null;
  return {
    reports: state?.items ?? null,
    problem,
    more: state && cursor !== null ? async () => await load(state.items, cursor) : null,
    reload: async () => await load([], null),
    handle,
  };
}
