import { ConvexHttpClient } from "convex/browser";
import { parseArgs } from "node:util";
import { api } from "./fixture-api.ts";
import { connectClient, startFixtureDeployment } from "./fixture-deployment.ts";

/** Measures a deployment with client and server on one machine: `node src/testing/bench.ts [--durability normal]` */
const { values } = parseArgs({ options: { durability: { type: "string", default: "full" } } });
const durability = values.durability === "normal" ? "normal" : "full";
const roundMs = 3_000;

function percentile(samples: number[], share: number): string {
  const sorted = samples.toSorted((left, right) => left - right);
  return (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(2);
}

async function throughput(workers: number, call: (worker: number) => Promise<unknown>): Promise<string> {
  const startedMs = performance.now();
  const latenciesMs: number[] = [];
  const work = async (worker: number): Promise<void> => {
    while (performance.now() - startedMs < roundMs) {
      const calledMs = performance.now();
      await call(worker);
      latenciesMs.push(performance.now() - calledMs);
    }
  };
  await Promise.all(Array.from({ length: workers }, (_item, worker) => work(worker)));
  const perSecond = Math.round((latenciesMs.length / roundMs) * 1_000);
  return `${perSecond}/s, p50 ${percentile(latenciesMs, 0.5)} ms, p99 ${percentile(latenciesMs, 0.99)} ms`;
}

const fixture = await startFixtureDeployment({ durability });
const { url } = fixture.deployment;
const http = new ConvexHttpClient(url, { logger: false });
const insert = (channel: string): Promise<unknown> =>
  http.mutation(api.messages.send, { channel, author: "a", body: "hello" }, { skipQueue: true });
const increment = (name: string): Promise<unknown> => http.mutation(api.counters.incr, { name }, { skipQueue: true });

console.log(`durability ${durability}`);
await throughput(4, () => increment("warm"));
for (const workers of [1, 16]) {
  console.log(`HTTP increment x${workers}: ${await throughput(workers, () => increment("h"))}`);
  console.log(`HTTP insert x${workers}: ${await throughput(workers, (worker) => insert(`c${worker}`))}`);
}
console.log(`HTTP cached query x16: ${await throughput(16, () => http.query(api.counters.get, { name: "h" }))}`);

const clients = Array.from({ length: 8 }, () => connectClient(url));
const overSocket = (worker: number): Promise<unknown> =>
  clients[worker % clients.length]?.mutation(api.counters.incr, { name: `w${worker}` }) ?? Promise.reject();
console.log(`WebSocket increment 8x8: ${await throughput(64, overSocket)}`);
await Promise.all(clients.map((client) => client.close()));

for (const subscribers of [1, 100]) {
  const name = `latency${subscribers}`;
  const writer = connectClient(url);
  const readers = Array.from({ length: subscribers }, () => connectClient(url));
  let target = -1;
  let told = 0;
  let allTold = (): void => undefined;
  for (const reader of readers) {
    reader.onUpdate(api.counters.get, { name }, (value) => {
      if (value === target && ++told === subscribers) allTold();
    });
  }
  await Promise.all(readers.map((reader) => reader.query(api.counters.get, { name })));
  const latenciesMs: number[] = [];
  for (target = 1; target <= 200; target++) {
    told = 0;
    const seen = new Promise<void>((resolve) => (allTold = resolve));
    const calledMs = performance.now();
    await Promise.all([writer.mutation(api.counters.incr, { name }), seen]);
    latenciesMs.push(performance.now() - calledMs);
  }
  console.log(
    `mutation to all ${subscribers} subscribers: p50 ${percentile(latenciesMs, 0.5)} ms, p99 ${percentile(latenciesMs, 0.99)} ms`,
  );
  await Promise.all([writer, ...readers].map((client) => client.close()));
}

const watcher = connectClient(url);
for (const queries of [0, 1_000, 5_000]) {
  const from = queries === 5_000 ? 1_000 : 0;
  const range = Array.from({ length: queries - from }, (_item, index) => `q${from + index}`);
  await Promise.all(
    range.map(
      (name) =>
        new Promise<void>((resolve) => {
          watcher.onUpdate(api.counters.get, { name }, () => resolve());
        }),
    ),
  );
  console.log(`HTTP increment x1 with ${queries} watched queries: ${await throughput(1, () => increment("h"))}`);
}
await watcher.close();
await fixture.close();
