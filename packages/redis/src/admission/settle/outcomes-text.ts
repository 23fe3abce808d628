import type { RouteOutcome } from "@sendcat/shared-types";

/** Outcomes in the form that scripts read, one per line: `google/gemini-2.5-flash=1,0`, or `=0,RETRY_AFTER_MS` for a failure. */
export function outcomesText(outcomes: readonly RouteOutcome[]): string {
  return outcomes
    .map(({ route, ok, retryAfterMs = 0 }) => `${route}=${ok ? 1 : 0},${Math.max(0, Math.floor(retryAfterMs))}`)
    .join("\n");
}
