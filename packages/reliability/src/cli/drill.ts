import { parseArgs } from "node:util";
import { DRILLS } from "../drills/catalogue/index.ts";
import { isProfile, PROFILES } from "../drills/profiles.ts";
import { writeReport } from "../drills/report-files.ts";
import { runDrill } from "../drills/run-drill.ts";
import { exitCode } from "./exit-code.ts";

const HELP = `Usage: pnpm drill NAME [options]
       pnpm drill all [options]

Starts a production stack on this machine, puts a load on it, breaks something, and says whether what must hold has held.

${DRILLS.map(({ name, what }) => `  ${name.padEnd(17)}${what}`).join("\n")}

  --profile NAME    ${Object.keys(PROFILES).join(", ")} (default quick)
  --host HOST       edge (default) or stream; some drills name their own
  --port-base N     first port of the stack (default SENDCAT_DRILL_PORT_BASE or 18000)
  --json            the report as JSON on standard output
  -h, --help        this text

JSON and HTML reports go to .sendcat/reports. Exit codes: 0 green, 1 red, 2 usage, 3 could not run.`;

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
    const report = await runDrill(drill, {
      profileName,
      profile: PROFILES[profileName],
      portBase,
      say,
      ...(host ? { host } : {}),
    });
    const path = writeReport(report);
    isRed ||= !report.ok;
    if (values.json) console.log(JSON.stringify(report));
    const verdicts = [
      ...report.phases.flatMap((phase) =>
        phase.verdicts.map((verdict) => ({ ...verdict, where: `${phase.phase}, ${phase.group}: ` })),
      ),
      ...report.wholeVerdicts.map((verdict) => ({ ...verdict, where: "" })),
    ];
    for (const { ok, says, where } of verdicts.toSorted((a, b) => Number(a.ok) - Number(b.ok)))
      say(`  ${ok ? "holds " : "BROKEN"}  ${where}${says}`);
    say(`${drill.name}: ${report.ok ? "green" : "RED"}; ${path}.html`);
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
