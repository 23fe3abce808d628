import { command, wholeNumber } from "@sendcat/command-line";
import { measureDeployment } from "./measure-deployment.ts";
import { measureTestLibrary } from "./measure-test-library.ts";
import type { Rate } from "./sample.ts";

const FEW_MESSAGES = 1_000;
const FEW_QUERIES = 10;
const { messages, live, port, json } = command(
  "pnpm bench core",
  "Measures the throughput of the embedded Convex deployment, compared with convex-test on the same functions. Clients and deployment share the machine; every write is on disk before it is answered.",
)
  .addOption(
    wholeNumber("--messages <n>", "messages of the large data set", { from: FEW_MESSAGES, to: 10_000_000 }).default(
      100_000,
    ),
  )
  .addOption(
    wholeNumber("--live <n>", "live queries of the largest client", { from: FEW_QUERIES, to: 10_000 }).default(10_000),
  )
  .addOption(
    wholeNumber("--port <n>", "port of the deployment; the next port is used too", {
      from: 1_024,
      to: 65_000,
    }).default(22_600),
  )
  .option("--json", "print the figures as JSON")
  .parse()
  .opts();

const say = (line: string): void => void process.stderr.write(`${line} ...\n`);
const deployment = await measureDeployment({
  port,
  messages: [FEW_MESSAGES, messages],
  liveQueries: [FEW_QUERIES, live],
  say,
});
say("convex-test");
const library = await measureTestLibrary(FEW_MESSAGES);
if (json) console.log(JSON.stringify({ deployment, library }));
else print();
process.exit(0);

function print(): void {
  const rate = ({ perSecond, p50Ms, p99Ms }: Rate): string =>
    `${perSecond}/s, p50 ${p50Ms.toFixed(2)} ms, p99 ${p99Ms.toFixed(2)} ms`;
  const { increments, inserts, toSubscriber, live: byQueries, reads } = deployment;
  for (const [name, rates] of Object.entries({ increment: increments, insert: inserts })) {
    for (const [workers, measured] of Object.entries(rates)) {
      console.log(`HTTP mutation (${name}) at concurrency ${workers}: ${rate(measured)}`);
    }
  }
  console.log(`convex-test, in process, at concurrency 16: increment ${rate(library.increments)}`);
  console.log(`convex-test, in process, at concurrency 16: insert ${rate(library.inserts)}`);
  console.log(
    `mutation until a subscriber is told: p50 ${toSubscriber.p50Ms.toFixed(2)} ms, p99 ${toSubscriber.p99Ms.toFixed(2)} ms`,
  );
  const few = byQueries[FEW_QUERIES] ?? Number.NaN;
  const many = byQueries[live] ?? Number.NaN;
  console.log(
    `the same among ${FEW_QUERIES} live queries ${few.toFixed(2)} ms, among ${live} ${many.toFixed(2)} ms: ${(many / few).toFixed(2)} times`,
  );
  for (const kind of ["page", "search", "turn"] as const) {
    const [small, large] = [reads[FEW_MESSAGES]?.[kind], reads[messages]?.[kind]];
    const official = library.reads[FEW_MESSAGES]?.[kind];
    if (small === undefined || large === undefined || official === undefined) continue;
    console.log(
      `${kind} at ${FEW_MESSAGES} messages ${small.toFixed(2)} ms, at ${messages} ${large.toFixed(2)} ms: ${(large / small).toFixed(2)} times (convex-test at ${FEW_MESSAGES}: ${official.toFixed(2)} ms)`,
    );
  }
}
