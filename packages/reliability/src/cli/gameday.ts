import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { command, Option } from "@sendcat/command-line";
import { DRILLS } from "../drills/catalogue/index.ts";
import { PROFILE_NAMES, PROFILES } from "../drills/profiles.ts";
import { REPORTS_FOLDER, writeReport } from "../drills/report-files.ts";
import { runDrill, type DrillReport } from "../drills/run-drill.ts";
import { verdictsOf } from "../drills/verdicts-of.ts";
import { markdownTable } from "../report/table.ts";
import { exitCode } from "./exit-code.ts";
import { drillPortBase } from "./port-base.ts";

const { profile: profileName, portBase } = command(
  "pnpm gameday",
  "Runs every drill, one after the other, each on its own stack, and writes one report about all of them to .sendcat/reports.",
)
  .addOption(new Option("--profile <name>", "size and duration").choices(PROFILE_NAMES).default("quick"))
  .addOption(drillPortBase())
  .addHelpText("after", "\nExit codes: 0 all green, 1 at least one red, 2 wrong usage, 3 at least one could not run.")
  .parse()
  .opts();
const say = (text: string): void => void process.stderr.write(`${text}\n`);

interface Entry {
  readonly name: string;
  readonly what: string;
  readonly report: DrillReport | null;
  readonly failure: string;
}

const startedAt = new Date();
const entries: Entry[] = [];
for (const drill of DRILLS) {
  const { name, what } = drill;
  try {
    const report = await runDrill(drill, { profileName, profile: PROFILES[profileName], portBase, say });
    writeReport(report);
    say(`${name}: ${report.ok ? "green" : "RED"}`);
    entries.push({ name, what, report, failure: "" });
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    say(`${name}: could not run: ${failure}`);
    entries.push({ name, what, report: null, failure });
  }
}
const path = join(REPORTS_FOLDER, `gameday-${startedAt.toISOString().replaceAll(/[:.]/g, "-")}.md`);
mkdirSync(REPORTS_FOLDER, { recursive: true });
writeFileSync(path, pageOf(entries));
console.log(path);
if (entries.some(({ report }) => report === null)) process.exit(exitCode.couldNotRun);
process.exit(entries.every(({ report }) => report?.ok) ? exitCode.green : exitCode.red);

function pageOf(all: readonly Entry[]): string {
  const minutes = Math.round((Date.now() - startedAt.getTime()) / 60_000);
  const rows = all.map(({ name, what, report, failure }) => [
    name,
    what,
    report ? (report.ok ? "green" : "**red**") : "**did not run**",
    brokenOf(report) || failure,
  ]);
  return `# Game day, ${startedAt.toISOString().slice(0, 10)}

Profile ${profileName}, ${minutes} minutes.

${markdownTable(["drill", "what", "", "broken"], rows)}
`;
}

function brokenOf(report: DrillReport | null): string {
  const broken = report ? verdictsOf(report).filter(({ ok }) => !ok) : [];
  return broken.map(({ says }) => says).join("; ");
}
