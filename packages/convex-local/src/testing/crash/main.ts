import { parseArgs } from "node:util";
import { runCrashes } from "./run-crashes.ts";

const usage = `Kills a deployment (-9) under load from HTTP and WebSocket clients and counts broken promises.

Usage: pnpm --filter @sendcat/convex-local crash [options]

  --kills N   how often (default 300)
  --port N    where it serves; the next port is used too (default 22300)
  --json      the report as JSON
  --help`;

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "300" },
    port: { type: "string", default: "22300" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const [kills, port] = [Number(values.kills), Number(values.port)];
if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(port) || port < 1_024 || port > 65_000) {
  console.error(usage);
  process.exit(2);
}
const report = await runCrashes({
  kills,
  port,
  onKill: (done) => void process.stderr.write(`\r${done} of ${kills} kills`),
});
process.stderr.write("\n");
if (values.json) console.log(JSON.stringify(report));
else console.table(report);
const { acknowledgedLost, executedTwice, jobsLost, jobsTwice, actionsTwice, timestampsBackwards, corruptOpens } =
  report;
const broken =
  acknowledgedLost + executedTwice + jobsLost + jobsTwice + actionsTwice + timestampsBackwards + corruptOpens;
process.exit(broken === 0 ? 0 : 1);
