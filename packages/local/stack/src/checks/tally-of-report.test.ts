import { describe, expect, it } from "vitest";
import { tallyOfReport } from "./tally-of-report.ts";

const file = (status: string, ...results: string[]) => ({
  status,
  assertionResults: results.map((result) => ({ status: result })),
});
const report = (...testResults: object[]) => ({ testResults });

describe("the count in the last line of a test run", () => {
  it("counts single tests, and skipped ones separately", () => {
    const counted = tallyOfReport(report(file("passed", "passed", "passed"), file("failed", "failed", "pending")), 1);
    expect(counted).toEqual({ passed: 2, failed: 1, skipped: 1 });
  });

  it("counts a run as green that was allowed to find no tests and found none", () => {
    expect(tallyOfReport({ ...report(), success: true }, 0)).toEqual({ passed: 0, failed: 0, skipped: 0 });
    expect(tallyOfReport({ ...report(file("passed", "pending")), success: true }, 0).failed).toBe(1);
  });

  it.each([
    ["a file that could not be loaded", report(file("passed", "passed"), file("failed")), 1],
    ["a run that failed outside its tests", report(file("passed", "passed")), 1],
    ["a run that wrote no report", null, 0],
    ["a run that found no test", { ...report(), success: false }, 0],
    ["a report that does not say whether it may be empty", report(), 0],
  ])("never shows %s as green", (_, text, exitCode) => {
    expect(tallyOfReport(text, exitCode).failed).toBe(1);
  });
});
