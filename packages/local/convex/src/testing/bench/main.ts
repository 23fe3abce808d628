import { parseArgs } from "node:util";
import { measureDeployment } from "./measure-deployment.ts";
import { measureTestLibrary } from "./measure-test-library.ts";
import type { Rate } from "./sample.ts";

const usage = `What the embedded Convex deployment does a second, beside convex-test on the same functions.

Usage: pnpm bench core [options]

  --messages N   how many messages the large data set has (default 100000)
  --live N       how many live queries the crowded client watches (default 10000)
  --port N       where the deployment serves; the next port is used too (default 22600)
  --json         the figures as JSON
  --help

Clients and deployment share the machine; every write is on disk before it is answered.`;

const { values } = parseArgs({
  options: {
    messages: { type: "string", default: "100000" },
    live: { type: "string", default: "10000" },
    port: { type: "string", default: "22600" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const fewMessages = 1_000;
const fewQueries = 10;
const [messages, live, port] = [Number(values.messages), Number(values.live), Number(values.port)];
const inRange = (value: number, low: number, high: number): boolean =>
  Number.isInteger(value) && value >= low && value <= high;
if (
  !inRange(messages, fewMessages, 10_000_000) ||
  !inRange(live, fewQueries, 10_000) ||
  !inRange(port, 1_024, 65_000)
) {
  console.error(usage);
  process.exit(2);
}

const say = (line: string): void => void process.stderr.write(`${line} ...\n`);
const deployment = await measureDeployment({
  port,
  messages: [fewMessages, messages],
  liveQueries: [fewQueries, live],
  say,
});
say("convex-test");
const library = await measureTestLibrary(fewMessages);
if (values.json) console.log(JSON.stringify({ deployment, library }));
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
  const few = byQueries[fewQueries] ?? Number.NaN;
  const many = byQueries[live] ?? Number.NaN;
  console.log(
    `the same among ${fewQueries} live queries ${few.toFixed(2)} ms, among ${live} ${many.toFixed(2)} ms: ${(many / few).toFixed(2)} times`,
  );
  for (const kind of ["page", "search", "turn"] as const) {
    const [small, large] = [reads[fewMessages]?.[kind], reads[messages]?.[kind]];
    const official = library.reads[fewMessages]?.[kind];
    if (small === undefined || large === undefined || official === undefined) continue;
    console.log(
      `${kind} at ${fewMessages} messages ${small.toFixed(2)} ms, at ${messages} ${large.toFixed(2)} ms: ${(large / small).toFixed(2)} times (convex-test at ${fewMessages}: ${official.toFixed(2)} ms)`,
    );
  }
}
