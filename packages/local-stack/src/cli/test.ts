import { parseArgs } from "node:util";
import { longChecks, staticChecks } from "../checks/all-checks.ts";
import { runChecks } from "../checks/run-checks.ts";
import { runCommand } from "../checks/run-command.ts";
import { addTallies } from "../checks/tally.ts";

const HELP = `Usage: pnpm test [--static] [--json]

Runs everything: lint, format, types, unused and double dependencies, unit and contract suites, the production build, and
the end-to-end suite in a browser. The last line is "N passed, N failed"; the exit code is 1 when anything failed.

  --static     the static checks only
  --json       the last line as JSON instead
  -h, --help   this text`;

const { values } = parseArgs({
  options: {
    static: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}

const redis = await runCommand(["redis-server", "--version"]);
const redisName =
  redis.exitCode === 0
    ? `redis-server ${/v=(\S+)/.exec(redis.output)?.[1] ?? ""}`
    : "none installed: the in-process fallback";
console.log(`Node ${process.version}; Redis: ${redisName}; the browser is named when the end-to-end suite starts.`);

const quick = await runChecks(staticChecks(), 2);
const long = values.static ? [] : [await runChecks(longChecks(), 1)];
const total = addTallies([quick, ...long]);
if (total.skipped > 0) console.log(`${total.skipped} skipped, each with its reason above.`);
const { passed, failed } = total;
console.log(values.json ? JSON.stringify(total) : `${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
