import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { REPO_ROOT } from "../settings/repo-root.ts";
import { failuresOfReport } from "./failures-of-report.ts";

const file = (status: string, ...assertionResults: object[]) => ({
  name: join(REPO_ROOT, "packages/a/src/b.test.ts"),
  status,
  message: "",
  assertionResults,
});
const report = (...testResults: object[]) => ({ testResults });

describe("the failures at the end of a test run", () => {
  it("are named by file and title, with the first line of the message", () => {
    const failed = { status: "failed", fullName: "a thing holds", failureMessages: ["Error: no\n    at b.test.ts:1"] };
    const failures = failuresOfReport(report(file("failed", { status: "passed", fullName: "other" }, failed)));
    expect(failures).toEqual(["packages/a/src/b.test.ts > a thing holds: Error: no"]);
  });

  it("name a file that failed outside its tests", () => {
    const failures = failuresOfReport(report({ ...file("failed"), message: "Cannot find module" }));
    expect(failures).toEqual(["packages/a/src/b.test.ts > outside its tests: Cannot find module"]);
  });

  it("are none in a green report, and in one that was never written", () => {
    expect(failuresOfReport(report(file("passed", { status: "passed" })))).toEqual([]);
    expect(failuresOfReport(null)).toEqual([]);
  });
});
