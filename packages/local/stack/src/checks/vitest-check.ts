import type { Check } from "./check.ts";
import { failuresOfReport } from "./failures-of-report.ts";
import { runVitest } from "./run-vitest.ts";
import { tallyOfReport } from "./tally-of-report.ts";
import { timesOfReport } from "./times-of-report.ts";

/** The arguments that choose which tests vitest runs, and how. */
export const VITEST_PROJECTS = {
  unit: [],
  e2e: ["--config", "e2e/vitest.config.ts"],
} as const satisfies Record<string, readonly string[]>;

/** A vitest run with live output, counted by its tests. `args` choose configuration and files. */
export function vitestCheck(name: string, args: readonly string[]): Check {
  return {
    name,
    async run() {
      const { report, exitCode } = await runVitest(args);
      return {
        tally: tallyOfReport(report, exitCode),
        output: "",
        files: timesOfReport(report),
        failures: failuresOfReport(report),
      };
    },
  };
}
