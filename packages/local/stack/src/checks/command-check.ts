import type { Check } from "./check.ts";
import { runCommand } from "./run-command.ts";
import { ONE_FAILED, ONE_PASSED } from "./tally.ts";

/** A check that runs one command and passes when its exit code is 0. */
export function commandCheck(name: string, command: readonly string[], cwd?: string): Check {
  return {
    name,
    async run() {
      const { exitCode, output } = await runCommand(command, cwd === undefined ? {} : { cwd });
      return { tally: exitCode === 0 ? ONE_PASSED : ONE_FAILED, output };
    },
  };
}
