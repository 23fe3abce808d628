import type { Tally } from "./tally.ts";

interface VitestFile {
  readonly status?: unknown;
  readonly assertionResults?: readonly { readonly status?: unknown }[];
}

/**
 * Counts vitest's JSON report. A file that failed before its first test counts as one failure, and so does a run that failed with every test
 * passed (an unhandled error, say): a red run is never reported as green.
 */
export function tallyOfReport(report: unknown, exitCode: number): Tally {
  // safe because every member is checked where it is read
  const files = (report as { testResults?: readonly VitestFile[] } | null)?.testResults;
  let [passed, failed, skipped] = [0, 0, 0];
  for (const file of Array.isArray(files) ? files : []) {
    let failedHere = 0;
    for (const { status } of file.assertionResults ?? []) {
      if (status === "passed") passed++;
      else if (status === "failed") failedHere++;
      else skipped++;
    }
    failed += failedHere === 0 && file.status === "failed" ? 1 : failedHere;
  }
  const unexplained = failed === 0 && (exitCode !== 0 || passed === 0);
  return { passed, failed: unexplained ? 1 : failed, skipped };
}
