import { command } from "@sendcat/command-line";
import { readReport } from "../drills/report-files.ts";
import { compareCanary } from "../gates/compare-canary.ts";
import { PolicyError, readCanaryPolicy } from "../gates/pass-criteria.ts";
import { exitCode } from "./exit-code.ts";

const canary = command(
  "pnpm canary",
  "Compares two reports of the same drill (the JSON files that pnpm drill and pnpm gate write): may the candidate replace the control?",
)
  .argument("<control>", "report of the version in service")
  .argument("<candidate>", "report of the version that should replace it")
  .option("--policy <name>", "a file of packages/reliability/policies, or a path of a JSON file", "canary")
  .option("--json", "print the comparison as JSON")
  .addHelpText(
    "after",
    "\nExit codes: 0 promote, 1 roll back (the triggers come first), 2 wrong usage, 3 a report cannot be read or has too few calls.",
  )
  .parse();
const [control, candidate] = canary.processedArgs;
const { policy: policyName, json } = canary.opts();

try {
  process.exit(run());
} catch (error) {
  if (!(error instanceof PolicyError)) throw error;
  canary.error(error.message);
}

function run(): number {
  const policy = readCanaryPolicy(policyName);
  let comparison;
  try {
    comparison = compareCanary(readReport(control), readReport(candidate), policy);
  } catch (error) {
    console.error(`A report cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return exitCode.couldNotRun;
  }
  const { decision, reasons } = comparison;
  if (json) console.log(JSON.stringify(comparison));
  else console.log([...reasons, decision].join("\n"));
  if (decision === "promote") return exitCode.green;
  return decision === "roll-back" ? exitCode.red : exitCode.couldNotRun;
}
