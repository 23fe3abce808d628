import { relative } from "node:path";
import { REPO_ROOT } from "../settings/repo-root.ts";

interface VitestFile {
  readonly name?: unknown;
  readonly status?: unknown;
  readonly message?: unknown;
  readonly assertionResults?: readonly VitestTest[];
}

interface VitestTest {
  readonly status?: unknown;
  readonly fullName?: unknown;
  readonly failureMessages?: readonly unknown[];
}

const SHOWN_CHARS = 200;

/**
 * A line for each failed test of vitest's JSON report, and for each file that failed outside its tests: file, title, and the first message.
 */
export function failuresOfReport(report: unknown): readonly string[] {
  // safe because every member is checked before it is used
  const files = (report as { testResults?: readonly VitestFile[] } | null)?.testResults;
  return (Array.isArray(files) ? files : []).flatMap(failuresOfFile);
}

function failuresOfFile({ name, status, message, assertionResults = [] }: VitestFile): readonly string[] {
  const file = typeof name === "string" ? relative(REPO_ROOT, name) : "a file without a name";
  const failed = assertionResults.filter((test) => test.status === "failed");
  if (failed.length === 0) return status === "failed" ? [line(file, "outside its tests", message)] : [];
  return failed.map(({ fullName, failureMessages }) => line(file, fullName, failureMessages?.[0]));
}

function line(file: string, title: unknown, message: unknown): string {
  const said = typeof message === "string" ? (message.trim().split("\n")[0] ?? "") : "";
  return `${file} > ${String(title)}: ${said.slice(0, SHOWN_CHARS) || "no message"}`;
}
