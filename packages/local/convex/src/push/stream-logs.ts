import type { LoggedRun } from "../engine/function-log.ts";
import type { Handler } from "../http/exchange.ts";

const PATIENCE_MS = 10_000;

/** `GET /api/stream_function_logs?cursor=`: what `npx convex logs` and `dev` print. */
export const streamLogs: Handler = async (exchange) => {
  await exchange.requireAdmin({});
  const cursorMs = Number(exchange.url.searchParams.get("cursor") ?? 0);
  const runs = await exchange.engine.functionLog.after(cursorMs, PATIENCE_MS);
  exchange.json({
    entries: runs.map(entryOf),
    // The first answer sets the cursor to now, even if nothing has run yet.
    newCursor: runs.at(-1)?.endedMs ?? (cursorMs || Date.now()),
  });
};

function entryOf(run: LoggedRun): Record<string, unknown> {
  return {
    kind: "Completion",
    udfType: run.kind.charAt(0).toUpperCase() + run.kind.slice(1),
    componentPath: run.componentPath === "" ? null : run.componentPath,
    identifier: run.path,
    logLines: run.logLines,
    timestamp: run.endedMs / 1_000,
    executionTimestamp: run.startedMs / 1_000,
    executionTime: Math.max(run.endedMs - run.startedMs, 0) / 1_000,
    cachedResult: false,
    caller: "SyncWorker",
    requestId: run.requestId,
    executionId: run.requestId,
    success: run.error === null ? {} : null,
    error: run.error,
    environment: "isolate",
    identityType: "unknown",
    willRetry: false,
    usageStats: run.usage && {
      databaseReadDocuments: run.usage.documentsRead,
      databaseReadBytes: run.usage.bytesRead,
      databaseWriteBytes: run.usage.bytesWritten,
    },
  };
}
