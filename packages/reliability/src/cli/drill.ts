import { Argument, command, Option } from "@sendcat/command-line";
import { DRILLS } from "../drills/catalogue/index.ts";
import { PROFILE_NAMES, PROFILES } from "../drills/profiles.ts";
import { writeReport } from "../drills/report-files.ts";
import { runDrill } from "../drills/run-drill.ts";
import { hasNoticed, sabotaged } from "../drills/sabotage.ts";
import { verdictsOf } from "../drills/verdicts-of.ts";
import { exitCode } from "./exit-code.ts";
import { drillPortBase } from "./port-base.ts";

const program = command(
  "pnpm drill",
  "Starts a production stack on this machine, puts load on it, breaks something, and reports whether the SLOs held.",
)
  .addArgument(new Argument("<name>", "a drill, or all").choices(["all", ...DRILLS.map(({ name }) => name)]))
  .addOption(new Option("--profile <name>", "size and duration").choices(PROFILE_NAMES).default("quick"))
  .addOption(new Option("--host <host>", "default: edge; some drills choose their own").choices(["edge", "stream"]))
  .addOption(drillPortBase())
  .option("--sabotage", "remove the protection on purpose, and report whether the drill notices")
  .option("--json", "print the report as JSON on standard output")
  .addHelpText(
    "after",
    `
Drills:
${DRILLS.map(({ name, what }) => `  ${name.padEnd(17)}${what}`).join("\n")}

JSON and HTML reports go to .sendcat/reports. Exit codes: 0 green, 1 red, 2 usage, 3 could not run; with --sabotage 0 when each drill has noticed, 1 when one has not.`,
  )
  .parse();
const [chosen] = program.processedArgs;
const { profile: profileName, host, portBase, sabotage: isSabotage, json } = program.opts();
const drills = chosen === "all" ? DRILLS : DRILLS.filter(({ name }) => name === chosen);

const say = (text: string): void => void process.stderr.write(`${text}\n`);
let isRed = false;
try {
  for (const drill of drills) {
    const report = await runDrill(isSabotage ? sabotaged(drill) : drill, {
      profileName,
      profile: PROFILES[profileName],
      portBase,
      say,
      ...(host ? { host } : {}),
    });
    const path = writeReport(report);
    const isGood = isSabotage ? hasNoticed(report, drill.sabotage) : report.ok;
    isRed ||= !isGood;
    if (json) console.log(JSON.stringify(report));
    for (const { ok, says } of verdictsOf(report).toSorted((a, b) => Number(a.ok) - Number(b.ok)))
      say(`  ${ok ? "holds " : "BROKEN"}  ${says}`);
    say(`${report.drill}: ${report.ok ? "green" : "RED"}; ${path}.html`);
    if (isSabotage) say(`${report.drill}: ${isGood ? "noticed" : "NOT NOTICED"}: ${drill.sabotage.what}`);
  }
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(exitCode.couldNotRun);
}
process.exit(isRed ? exitCode.red : exitCode.green);
