import { parseArgs } from "node:util";
import { DRILLS } from "../drills/catalogue/index.ts";
import { isProfile, PROFILES } from "../drills/profiles.ts";
import { writeReport } from "../drills/report-files.ts";
import { runDrill } from "../drills/run-drill.ts";
import { hasNoticed, sabotaged } from "../drills/sabotage.ts";
import { verdictsOf } from "../drills/verdicts-of.ts";
import { exitCode } from "./exit-code.ts";

const HELP = `Usage: pnpm drill NAME [options]
       pnpm drill all [options]

Starts a production stack on this machine, puts a load on it, breaks something, and says whether what must hold has held.

${DRILLS.map(({ name, what }) => `  ${name.padEnd(17)}${what}`).join("\n")}

  --profile NAME    ${Object.keys(PROFILES).join(", ")} (default quick)
  --host HOST       edge (default) or stream; some drills name their own
  --port-base N     first port of the stack (default SENDCAT_DRILL_PORT_BASE or 18000)
  --sabotage        breaks the drill's promise on purpose, and says whether the drill has noticed
  --json            the report as JSON on standard output
  -h, --help        this text

JSON and HTML reports go to .sendcat/reports. Exit codes: 0 green, 1 red, 2 usage, 3 could not run; with --sabotage 0 when each drill has noticed, 1 when one has not.`;

const say = (text: string): void => void process.stderr.write(`${text}\n`);
const { values, positionals } = parse();
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const drills = positionals[0] === "all" ? DRILLS : DRILLS.filter(({ name }) => name === positionals[0]);
if (positionals.length !== 1 || drills.length === 0) usage(`Name one drill, or all.`);
const profileName = values.profile;
if (!isProfile(profileName)) usage(`--profile must be one of ${Object.keys(PROFILES).join(", ")}.`);
const { host } = values;
if (host !== undefined && host !== "edge" && host !== "stream") usage("--host must be edge or stream.");
const portBase = Number(values["port-base"]);
if (!Number.isInteger(portBase) || portBase < 1_024 || portBase > 65_000) usage("--port-base must be a port.");

let isRed = false;
try {
  for (const drill of drills) {
    const report = await runDrill(values.sabotage ? sabotaged(drill) : drill, {
      profileName,
      profile: PROFILES[profileName],
      portBase,
      say,
      ...(host ? { host } : {}),
    });
    const path = writeReport(report);
    const isGood = values.sabotage ? hasNoticed(report, drill.sabotage) : report.ok;
    isRed ||= !isGood;
    if (values.json) console.log(JSON.stringify(report));
    for (const { ok, says } of verdictsOf(report).toSorted((a, b) => Number(a.ok) - Number(b.ok)))
      say(`  ${ok ? "holds " : "BROKEN"}  ${says}`);
    say(`${report.drill}: ${report.ok ? "green" : "RED"}; ${path}.html`);
    if (values.sabotage) say(`${report.drill}: ${isGood ? "noticed" : "NOT NOTICED"}: ${drill.sabotage.what}`);
  }
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(exitCode.couldNotRun);
}
process.exit(isRed ? exitCode.red : exitCode.green);

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        profile: { type: "string", default: "quick" },
        host: { type: "string" },
        "port-base": { type: "string", default: process.env["SENDCAT_DRILL_PORT_BASE"] || "18000" },
        sabotage: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (error) {
    return usage(error instanceof Error ? error.message : String(error));
  }
}

function usage(message: string): never {
  console.error(`${message}\n\n${HELP}`);
  process.exit(exitCode.usage);
}
