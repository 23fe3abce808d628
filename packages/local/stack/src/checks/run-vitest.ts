import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { REPO_ROOT } from "../settings/repo-root.ts";
import { runCommand, type CommandOptions } from "./run-command.ts";

const REPORTER = join(import.meta.dirname, "times-reporter.ts");

export interface VitestRun {
  readonly exitCode: number;
  /** Its JSON report; null when vitest wrote none. */
  readonly report: unknown;
}

/** Runs vitest with live output and reads its report. */
export async function runVitest(
  args: readonly string[],
  options: Pick<CommandOptions, "env" | "timeoutMs"> = {},
): Promise<VitestRun> {
  const folder = mkdtempSync(join(tmpdir(), "sendcat-report-"));
  const reportPath = join(folder, "report.json");
  try {
    const reporters = ["--reporter=default", `--reporter=${REPORTER}`, `--outputFile.json=${reportPath}`];
    // Tests start many Node processes: each reuses the code that an earlier one compiled.
    const env = { NODE_COMPILE_CACHE: join(REPO_ROOT, "node_modules/.cache/compiled"), ...options.env };
    const { exitCode } = await runCommand(["vitest", "run", ...args, ...reporters], { ...options, env, live: true });
    return { exitCode, report: readReport(reportPath) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}
