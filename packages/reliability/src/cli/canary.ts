import { parseArgs } from "node:util";
import { readReport } from "../drills/report-files.ts";
import { compareCanary } from "../gates/compare-canary.ts";
import { readCanaryPolicy } from "../gates/gate-policy.ts";
import { exitCode } from "./exit-code.ts";

const HELP = `Usage: pnpm canary CONTROL CANDIDATE [--policy FILE] [--json]

Two reports of the same drill (the JSON files that pnpm drill and pnpm gate write): may the candidate take the control's place?

Exit codes: 0 promote, 1 roll back (the triggers come first), 2 usage, 3 a report cannot be read or has too few calls.`;

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      policy: { type: "string", default: "canary" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    process.exit(exitCode.green);
  }
  const [control, candidate, ...rest] = positionals;
  if (!control || !candidate || rest.length > 0) throw new TypeError("Name two reports.");
  process.exit(run({ control, candidate, policy: values.policy, json: values.json }));
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
  process.exit(exitCode.usage);
}

function run(of: {
  readonly control: string;
  readonly candidate: string;
  readonly policy: string;
  readonly json: boolean;
}): number {
  const policy = readCanaryPolicy(of.policy);
  let comparison;
  try {
    comparison = compareCanary(readReport(of.control), readReport(of.candidate), policy);
  } catch (error) {
    console.error(`A report cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return exitCode.couldNotRun;
  }
  const { decision, reasons } = comparison;
  if (of.json) console.log(JSON.stringify(comparison));
  else console.log([...reasons, decision].join("\n"));
  if (decision === "promote") return exitCode.green;
  return decision === "roll-back" ? exitCode.red : exitCode.couldNotRun;
}
