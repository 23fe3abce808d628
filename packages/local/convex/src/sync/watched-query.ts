import type { QueryResult } from "../reactive/query-result.ts";
import type { EncodedObject } from "../values/encoded-value.ts";

/** A query that a client watches: the request, the latest result and the last result sent. */
export interface WatchedQuery {
  readonly queryId: number;
  readonly path: string;
  readonly args: EncodedObject;
  readonly componentPath: string;
  journal: string | null;
  result: QueryResult | null;
  lastSent: string | null;
}

/** One modification of a Transition, as JSON; null when the client already has it. */
export function queryModification(query: WatchedQuery, requestId: string): string | null {
  const { queryId, result } = query;
  if (!result) return null;
  const { outcome } = result;
  const shown = outcome.ok ? outcome.json : `!${outcome.error.message}`;
  if (shown === query.lastSent) return null;
  query.lastSent = shown;
  const tail = `"logLines":${JSON.stringify(result.logLines)},"journal":${JSON.stringify(query.journal)}}`;
  if (outcome.ok) {
    return `{"type":"QueryUpdated","queryId":${queryId},"value":${outcome.json},${tail}`;
  }
  const errorMessage = `[Request ID: ${requestId}] Server Error\n${outcome.error.message}`;
  const errorData = outcome.error.data === undefined ? "" : `"errorData":${JSON.stringify(outcome.error.data)},`;
  return `{"type":"QueryFailed","queryId":${queryId},"errorMessage":${JSON.stringify(errorMessage)},${errorData}${tail}`;
}
