import type { Tally } from "./tally.ts";

interface VitestReport {
  readonly success?: unknown;
  readonly testResults?: readonly VitestFile[];
}

interface VitestFile {
  readonly status?: unknown;
  readonly assertionResults?: readonly { readonly status?: unknown }[];
}

/**
 * Counts vitest's JSON report. A file that failed before its first test counts as one failure, and so does a run that failed with every test
 * passed (an unhandled error, say): a red run is never reported as green. A run without tests is red, too, unless vitest was allowed to find none
 * (`--changed`): its report says so.
 */
export function tallyOfReport(report: unknown, exitCode: number): Tally {
  // safe because every member is checked where it is read
  const { success, testResults } = (report ?? {}) as VitestReport;
  const files = Array.isArray(testResults) ? testResults : [];
  let [passed, failed, skipped] = [0, 0, 0];
  for (const file of files) {
    let failedHere = 0;
    for (const { status } of file.assertionResults ?? []) {
      if (status === "passed") passed++;
      else if (status === "failed") failedHere++;
      else skipped++;
    }
    failed += failedHere === 0 && file.status === "failed" ? 1 : failedHere;
  }
  const mayBeEmpty = success === true && files.length === 0;
  const unexplained = failed === 0 && (exitCode !== 0 || (passed === 0 && !mayBeEmpty));
  return { passed, failed: unexplained ? 1 : failed, skipped };
}
