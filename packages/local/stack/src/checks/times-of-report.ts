import { relative } from "node:path";
import { REPO_ROOT } from "../settings/repo-root.ts";
import type { FileTime } from "./check.ts";

interface TimedFile {
  readonly name?: unknown;
  readonly tookMs?: unknown;
}

/** The duration of each test file in vitest's report, hooks included. */
export function timesOfReport(report: unknown): readonly FileTime[] {
  // safe because every member is checked before it is used
  const files = (report as { testResults?: readonly TimedFile[] } | null)?.testResults;
  return (Array.isArray(files) ? files : []).flatMap(({ name, tookMs }: TimedFile) =>
    typeof name === "string" && typeof tookMs === "number"
      ? [{ file: relative(REPO_ROOT, name), seconds: tookMs / 1000 }]
      : [],
  );
}
