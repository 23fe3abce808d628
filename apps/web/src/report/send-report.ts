import { apiFetch, refusalFromResponse, type Session } from "@sendcat/chat-client";
import type { ReportReason, ReportSubject } from "@sendcat/shared-types";

export interface Reported {
  readonly about: ReportSubject;
  /** Of the turn, or of the link. */
  readonly id: string;
}

/** Rejects with a ChatRefusal or a network error. */
export async function sendReport(
  session: Session,
  report: Reported & { readonly reason: ReportReason; readonly text: string },
): Promise<void> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${await session.token()}` };
  const response = await apiFetch("/api/reports", { method: "POST", headers, body: JSON.stringify(report) });
  if (!response.ok) throw await refusalFromResponse(response);
}
