import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Check } from "./check.ts";
import { runCommand } from "./run-command.ts";
import { tallyOfReport } from "./tally-of-report.ts";

/** A vitest run, shown as it goes and counted by its tests. `args` choose configuration and files. */
export function vitestCheck(name: string, args: readonly string[]): Check {
  return {
    name,
    async run() {
      const folder = mkdtempSync(join(tmpdir(), "sendcat-report-"));
      const reportPath = join(folder, "report.json");
      try {
        const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${reportPath}`];
        const { exitCode } = await runCommand(["vitest", "run", ...args, ...reporters], { live: true });
        return { tally: tallyOfReport(readReport(reportPath), exitCode), output: "" };
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

function readReport(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}
