import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LongSuite } from "@sendcat/test-depth";
import { inWords } from "../checks/time-tables.ts";

/** The last green run of a long suite. A failed run leaves no record. */
export interface DeepRecord {
  /** Digest of the code it ran on; see `inputsHash`. */
  readonly inputs: string;
  readonly runs: number;
  readonly passed: number;
  readonly seconds: number;
  /** ISO 8601. */
  readonly endedAt: string;
  readonly seed: number;
}

export type DeepRecords = Readonly<Record<string, DeepRecord>>;

const JSON_FILE = "deep.json";
const PAGE = "deep.md";

/** Reads the records; an unreadable record counts as none, so that its suite runs again. */
export function readDeepReport(folder: string): DeepRecords {
  let report: unknown;
  try {
    report = JSON.parse(readFileSync(join(folder, JSON_FILE), "utf8"));
  } catch {
    return {};
  }
  if (typeof report !== "object" || report === null) return {};
  return Object.fromEntries(
    Object.entries(report).filter((entry): entry is [string, DeepRecord] => isRecord(entry[1])),
  );
}

function isRecord(value: unknown): value is DeepRecord {
  if (typeof value !== "object" || value === null) return false;
  // safe because every member is checked here
  const { inputs, endedAt, ...numbers } = value as Record<string, unknown>;
  return (
    typeof inputs === "string" &&
    typeof endedAt === "string" &&
    ["runs", "passed", "seconds", "seed"].every((name) => typeof numbers[name] === "number")
  );
}

export function writeDeepReport(folder: string, suites: readonly LongSuite[], records: DeepRecords): void {
  const known = suites.flatMap(({ name }) => (records[name] ? [[name, records[name]] as const] : []));
  writeFileSync(join(folder, JSON_FILE), `${JSON.stringify(Object.fromEntries(known), null, 2)}\n`);
  writeFileSync(join(folder, PAGE), pageOf(suites, records));
}

/** The report as a Markdown page. */
export function pageOf(suites: readonly LongSuite[], records: DeepRecords): string {
  const rows = suites.map(({ name, unit, runs }) => {
    const record = records[name];
    const what = `| ${name} | ${(record?.runs ?? runs.deep).toLocaleString("en")} ${unit} |`;
    if (!record) return `${what} not run since it last failed, or never | | |`;
    return `${what} ${record.endedAt.slice(0, 10)} | ${inWords(record.seconds)} | ${record.seed} |`;
  });
  return `# The long runs of the tests

Written by \`pnpm test --deep\`. Every row is the last run of a suite, and it was green. \`deep.json\` holds the same with a digest of the code each
run was of: \`pnpm test --ci\` runs again what has changed since.

| suite | runs | green on | took | seed |
| --- | --- | --- | ---: | ---: |
${rows.join("\n")}
`;
}
