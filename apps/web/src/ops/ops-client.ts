import { apiFetch, refusalFromResponse, type Session } from "@sendcat/chat-client";
import type { OperationsSnapshot, OperatorChange, Page, ReportView } from "@sendcat/shared-types";

/** The operators' calls to the API. Rejects with a ChatRefusal or a network error. */
export interface OpsClient {
  snapshot(): Promise<OperationsSnapshot>;
  /** Newest first. */
  reports(cursor: string | null): Promise<Page<ReportView>>;
  handleReport(reportId: string): Promise<void>;
  change(change: OperatorChange): Promise<void>;
}

export function createOpsClient(session: Session): OpsClient {
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { "content-type": "application/json", authorization: `Bearer ${await session.token()}` };
    const response = await apiFetch(path, { ...init, headers, cache: "no-store" });
    if (!response.ok) throw await refusalFromResponse(response);
    return response;
  };
  return {
    // safe because it is our own API, and a page of an older build is reloaded
    snapshot: async () => (await (await ask("/api/ops/snapshot")).json()) as OperationsSnapshot,
    reports: async (cursor) => {
      const query = cursor === null ? "" : `?cursor=${encodeURIComponent(cursor)}`;
      // safe as above
      return (await (await ask(`/api/ops/reports${query}`)).json()) as Page<ReportView>;
    },
    handleReport: async (reportId) =>
      void (await ask(`/api/ops/reports/${encodeURIComponent(reportId)}/handle`, { method: "POST" })),
    change: async (change) => void (await ask("/api/ops/controls", { method: "POST", body: JSON.stringify(change) })),
  };
}
