import { Argument, command, wholeNumber } from "@sendcat/command-line";
import { ALL_ROWS } from "./all-rows.ts";
import { STALE_AFTER_DAYS } from "./rows/days-old.ts";
import { staleRows } from "./stale-rows.ts";

const landedCost = command("pnpm landed-cost", "The facts behind landed costs.")
  .addArgument(new Argument("<action>", "stale: the rows whose newest source is old or undated").choices(["stale"]))
  .addOption(wholeNumber("--days <n>", "how old a source may be", { from: 0, to: 10_000 }).default(STALE_AFTER_DAYS))
  .option("--json", "machine-readable output")
  .parse();

const { days, json } = landedCost.opts();
const today = new Date().toISOString().slice(0, 10);
const rows = staleRows(ALL_ROWS, today, days);
console.log(
  json ? JSON.stringify(rows, null, 2) : [...rows.map(inWords), `${rows.length} rows to check again.`].join("\n"),
);

function inWords({ where, name, daysOld, fact }: (typeof rows)[number]): string {
  const age = daysOld === null ? "undated" : `${daysOld} days`;
  const sources = fact.sources.map(({ page, date }) => (date === null ? page : `${page} (${date})`));
  return `${age.padEnd(10)} ${where.padEnd(8)} ${name} [${sources.join("; ")}]`;
}
