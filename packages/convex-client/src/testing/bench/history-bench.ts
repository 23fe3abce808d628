import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { command, wholeNumber, wholeNumbers } from "@sendcat/command-line";
import { createTurnStore } from "../../create-turn-store.ts";
import { openLocalDeployment } from "../local-deployment.ts";
import { beginOf, finishOf, messageRow } from "./samples.ts";

const {
  messages: sizes,
  turns,
  write,
} = command(
  "pnpm bench history",
  "What a turn costs the core in a conversation with a given number of messages: documents read and time, for beginning and for finishing it, against the embedded deployment with this repository's functions. The conversations alternate within one run.",
)
  .addOption(
    wholeNumbers("--messages <a,b,c>", "messages per conversation", { from: 2, to: 1_000_000 }).default([
      10, 1_000, 100_000,
    ]),
  )
  .addOption(wholeNumber("--turns <n>", "turns in each conversation", { from: 2, to: 10_000 }).default(60))
  .option("--write", "write the report to docs/reports/history.md")
  .parse()
  .opts();

interface Length {
  readonly messages: number;
  /** One thread per turn where a turn would make the conversation noticeably longer. */
  readonly threadIds: readonly string[];
  readonly begin: Measured;
  readonly finish: Measured;
}
interface Measured {
  readonly ms: number[];
  readonly documents: number[];
}

/** Turns of each length before the measurement. */
const warmUp = 20;

const deployment = await openLocalDeployment();
const { convexUrl, signer } = deployment;
const serviceToken = () => signer.sign({ sub: "service:gateway", kind: "service" }, 3_600);
const store = createTurnStore({ convexUrl, serviceToken, timeoutMs: { begin: 60_000 } });
const owner = { userId: "user:history", kind: "user", plan: "pro" } as const;
const person = { ...owner, token: "", role: "user", proven: true, expiresAtMs: Number.MAX_SAFE_INTEGER } as const;

let { cursor } = await deployment.runsSince(0);
/** Runs it, and records how long it took and how many documents its function read. */
async function measured(into: Measured | null, path: string, run: () => Promise<unknown>): Promise<void> {
  const startedMs = performance.now();
  await run();
  const tookMs = performance.now() - startedMs;
  const since = await deployment.runsSince(cursor);
  ({ cursor } = since);
  const documents = since.runs.find(({ identifier }) => identifier === path)?.usageStats?.databaseReadDocuments;
  if (documents === undefined) throw new Error(`${path} is not in the deployment's log`);
  into?.ms.push(tookMs);
  into?.documents.push(documents);
}

async function turn(threadId: string, into: Length | null): Promise<void> {
  const turnId = crypto.randomUUID();
  await measured(into?.begin ?? null, "turns:begin", async () => {
    const answer = await store.begin(beginOf(turnId, threadId), person);
    if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
  });
  await measured(into?.finish ?? null, "turns:finish", () => store.finish(finishOf(turnId)));
}

function oldMessages(threadId: string, count: number): readonly object[] {
  return Array.from({ length: count }, (_, index) => messageRow({ ownerId: owner.userId, threadId, index }));
}

const middle = (numbers: readonly number[], rank = 0.5): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(rank * (numbers.length - 1))] ?? Number.NaN;

try {
  const lengths: Length[] = [];
  for (const messages of sizes) {
    const threadIds = Array.from({ length: messages <= 1_000 ? warmUp + turns : 1 }, () => crypto.randomUUID());
    for (const threadId of threadIds) await turn(threadId, null);
    const old = threadIds.flatMap((threadId) => oldMessages(threadId, messages - 2));
    await deployment.import("messages", old);
    lengths.push({ messages, threadIds, begin: { ms: [], documents: [] }, finish: { ms: [], documents: [] } });
    console.error(`${messages} messages are there`);
  }
  for (let round = 0; round < warmUp + turns; round++) {
    for (const length of lengths) {
      const threadId = length.threadIds[round % length.threadIds.length] ?? "";
      await turn(threadId, round < warmUp ? null : length);
    }
  }
  const row = ({ messages, begin, finish }: Length): string =>
    `| ${messages.toLocaleString("en-US")} | ${middle(begin.documents)} | ${middle(begin.ms).toFixed(1)} | ${middle(begin.ms, 0.95).toFixed(1)} | ${middle(finish.documents)} | ${middle(finish.ms).toFixed(1)} | ${middle(finish.ms, 0.95).toFixed(1)} |`;
  const table = [
    "| messages before | begin: documents read | p50 ms | p95 ms | finish: documents read | p50 ms | p95 ms |",
    "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ...lengths.map(row),
  ].join("\n");
  console.log(table);
  if (write) {
    const folder = join(import.meta.dirname, "../../../../../docs/reports");
    mkdirSync(folder, { recursive: true });
    const head = `# A turn in a conversation of any length

Written by \`pnpm bench history\`: ${turns} turns in each conversation, one after the other in the same run, against the embedded deployment with
this repository's functions. Machine: ${cpus().length} x ${cpus()[0]?.model ?? "unknown"}, Node ${process.version}.`;
    writeFileSync(join(folder, "history.md"), `${head}\n\n${table}\n`);
  }
} finally {
  await deployment.close();
}
process.exit(0);
