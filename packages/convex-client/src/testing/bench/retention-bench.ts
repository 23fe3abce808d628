import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { command, wholeNumber } from "@sendcat/command-line";
import { openLocalDeployment } from "../local-deployment.ts";
import { createChat } from "./retention/chat.ts";
import { checkKept, checkRestored, linesOf } from "./retention/checks.ts";
import { people, type Person } from "./retention/people.ts";
import { seed } from "./retention/seed.ts";
import { sweepUntilDone } from "./retention/sweep.ts";

const { messages, users, archived, kills, write } = command(
  "pnpm bench retention",
  "Runs the nightly sweep over a given number of messages and users, against the embedded deployment with this repository's functions, which is killed and restarted on the way. Compares the deleted rows with a model of the rule, restores each archived conversation and compares it byte for byte, and times turns with and without the sweep.",
)
  .addOption(wholeNumber("--messages <n>", "messages", { from: 100, to: 100_000_000 }).default(1_000_000))
  .addOption(wholeNumber("--users <n>", "users", { from: 10, to: 10_000_000 }).default(10_000))
  .addOption(wholeNumber("--archived <n>", "conversations to be archived", { from: 0, to: 1_000_000 }).default(1_000))
  .addOption(wholeNumber("--kills <n>", "how often the deployment is killed", { from: 0, to: 10_000 }).default(20))
  .option("--write", "write the report to docs/reports/retention.md")
  .parse()
  .opts();

/** Turns timed before the sweep, and the gap between turns during it. */
const TURNS_BEFORE = 150;
const TURN_GAP_MS = 150;

const say = (text: string): void => console.error(text);
const deployment = await openLocalDeployment();
try {
  const everybody: readonly Person[] = people({ messages, users, archived, nowMs: Date.now() });
  await seed(deployment, everybody, say);
  const chat = await createChat(deployment);
  const before = await chat.times(TURNS_BEFORE, TURN_GAP_MS);
  const toArchive = everybody.flatMap(({ ownerId, threads }) =>
    threads.flatMap(({ threadId, fate }) => (fate === "archived" ? [{ ownerId, threadId }] : [])),
  );
  say(`${toArchive.length} conversations are for the archive; reading them as they are`);
  const asTheyWere = await linesOf(deployment, toArchive);

  const during = chat.begin(TURN_GAP_MS);
  const startedMs = performance.now();
  const sweep = await sweepUntilDone(deployment, { kills, archived: toArchive.length, chat: during, say });
  const sweepSeconds = (performance.now() - startedMs) / 1_000;
  const withSweep = await during.end();
  const kept = await checkKept(deployment, everybody, chat.threadIds);
  say("restoring");
  const restored = await checkRestored(deployment, toArchive, asTheyWere);

  const ms = (times: readonly number[], rank: number): string => percentile(times, rank).toFixed(1);
  const rows: readonly (readonly [string, string])[] = [
    ["people, conversations, messages at the beginning", `${n(users)}, ${n(kept.threadsBefore)}, ${n(messages)}`],
    ["conversations whose time was over, messages in them", `${n(kept.due)}, ${n(kept.dueMessages)}`],
    ["of these still there", n(kept.left)],
    ["conversations that were to stay and are gone", n(kept.missing)],
    ["messages that were to stay and are gone", n(kept.missingMessages)],
    ["conversations archived, of those to be", `${n(kept.archived)} of ${n(toArchive.length)}`],
    ["the deployment killed and started again", `${sweep.kills} times`],
    ["nights until all was archived (an archive whose writing was killed is written the next night)", n(sweep.nights)],
    ["steps of the sweep, rows read by the largest", `${n(sweep.steps)}, ${n(sweep.mostDocuments)}`],
    ["seconds, kills included", sweepSeconds.toFixed(0)],
    ["restored, of those archived; different from what they were", `${n(restored.restored)}; ${n(restored.different)}`],
    ["restoring one, p50 and p95 ms", `${ms(restored.ms, 0.5)}, ${ms(restored.ms, 0.95)}`],
    ["a turn's begin and finish without the sweep, p50 and p95 ms", `${ms(before, 0.5)}, ${ms(before, 0.95)}`],
    ["the same during it", `${ms(withSweep, 0.5)}, ${ms(withSweep, 0.95)}`],
  ];
  const table = [
    "| what | figure |",
    "| --- | ---: |",
    ...rows.map(([what, figure]) => `| ${what} | ${figure} |`),
  ].join("\n");
  console.log(table);
  if (write) {
    const folder = join(import.meta.dirname, "../../../../../docs/reports");
    mkdirSync(folder, { recursive: true });
    const head = `# The nightly sweep over ${n(messages)} messages

Written by \`pnpm bench retention\`, against the embedded deployment with this repository's functions. Machine: ${cpus().length} x ${cpus()[0]?.model ?? "unknown"}, Node ${process.version}.`;
    writeFileSync(join(folder, "retention.md"), `${head}\n\n${table}\n`);
  }
  const isRight = kept.left + kept.missing + kept.missingMessages + restored.different === 0;
  process.exitCode = isRight && restored.restored === toArchive.length ? 0 : 1;
} finally {
  await deployment.close();
}
process.exit();

function n(value: number): string {
  return value.toLocaleString("en-US");
}

function percentile(times: readonly number[], rank: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(rank * (times.length - 1))] ?? Number.NaN;
}
