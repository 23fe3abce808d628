import { anyApi, type FunctionReference } from "convex/server";
import { FixtureApp } from "../fixture-app.ts";
import { connectClient } from "../fixture-deployment.ts";
import { ServerProcess } from "../crash/server-process.ts";
import { HttpCaller } from "./http-caller.ts";
import { measureRate, percentile, type Rate } from "./sample.ts";

export interface DeploymentFigures {
  readonly increments: Readonly<Record<number, Rate>>;
  readonly inserts: Readonly<Record<number, Rate>>;
  /** From sending a mutation until a subscriber has the new result. */
  readonly toSubscriber: { readonly p50Ms: number; readonly p99Ms: number };
  /** The same in milliseconds (median), by the number of live queries, including the changed one. */
  readonly live: Readonly<Record<number, number>>;
  /** Median of an uncached query in milliseconds, by the number of messages. */
  readonly reads: Readonly<Record<number, { readonly page: number; readonly search: number; readonly turn: number }>>;
}

// safe because anyApi answers a reference for every name, and the deployment checks that it exists.
const counter = anyApi.bench?.counter as FunctionReference<"query">;
const ROUND_MS = 3_000;
const SAMPLES = 400;
const SEED_BATCH = 1_000;
const MESSAGES_PER_CHANNEL = 50;

/** Measures a deployment in its own process, with the clients in this one. */
export async function measureDeployment(options: {
  port: number;
  messages: readonly number[];
  liveQueries: readonly number[];
  say: (line: string) => void;
}): Promise<DeploymentFigures> {
  const { say } = options;
  const app = await FixtureApp.create();
  const server = new ServerProcess({ dataDirectory: app.dataDirectory, port: options.port });
  try {
    const url = await server.listening();
    await app.push(url);
    const caller = new HttpCaller(url, 16);
    const rates = async (call: (worker: number) => Promise<void>): Promise<Record<number, Rate>> => {
      await measureRate(call, { workers: 4, roundMs: ROUND_MS / 3 });
      const measured: Record<number, Rate> = {};
      for (const workers of [1, 16]) measured[workers] = await measureRate(call, { workers, roundMs: ROUND_MS });
      return measured;
    };
    say("mutations over HTTP");
    const increments = await rates((worker) => caller.call("mutation", "bench:increment", { name: `c${worker}` }));
    const inserts = await rates((worker) =>
      caller.call("mutation", "bench:insert", { channel: `c${worker}`, body: "an air fryer" }),
    );
    say("a subscriber, and live queries");
    const told = await measureLive(url, caller, 1);
    const live: Record<number, number> = {};
    for (const queries of options.liveQueries) {
      live[queries] = percentile(await measureLive(url, caller, queries), 0.5);
    }
    const reads: Record<number, DeploymentFigures["reads"][number]> = {};
    let seeded = 0;
    for (const messages of options.messages) {
      say(`${messages} messages`);
      for (; seeded < messages; seeded += SEED_BATCH) {
        await caller.call("mutation", "bench:seed", { from: seeded, count: SEED_BATCH });
      }
      reads[messages] = await measureReads(caller, messages);
    }
    caller.close();
    return {
      increments,
      inserts,
      toSubscriber: { p50Ms: percentile(told, 0.5), p99Ms: percentile(told, 0.99) },
      live,
      reads,
    };
  } finally {
    await server.kill();
    await app.remove();
  }
}

/**
 * Milliseconds from sending a mutation until the one of `queries` that it affects has the new result. The others use
 * another client: the official client processes all of its queries whenever one changes.
 */
async function measureLive(url: string, caller: HttpCaller, queries: number): Promise<number[]> {
  const [client, crowded] = [connectClient(url), connectClient(url)];
  const watching = Array.from({ length: queries - 1 }, (_item, n) => {
    const name = `live ${n}`;
    return new Promise<void>((resolve) => crowded.onUpdate(counter, { name }, () => resolve()));
  });
  await Promise.all(watching);
  let seen = (): void => undefined;
  client.onUpdate(counter, { name: "live" }, () => seen());
  await client.query(counter, { name: "live" });
  const waitsMs: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    const told = new Promise<void>((resolve) => (seen = resolve));
    const calledMs = performance.now();
    await Promise.all([caller.call("mutation", "bench:increment", { name: "live" }), told]);
    waitsMs.push(performance.now() - calledMs);
  }
  await Promise.all([client.close(), crowded.close()]);
  return waitsMs.slice(SAMPLES / 10);
}

async function measureReads(
  caller: HttpCaller,
  messages: number,
): Promise<{ page: number; search: number; turn: number }> {
  const channels = messages / MESSAGES_PER_CHANNEL;
  const median = async (path: string, args: { text?: string } = {}): Promise<number> => {
    const waitsMs: number[] = [];
    for (let n = 0; n < SAMPLES; n++) {
      const channel = `thread ${(n * 7) % channels}`;
      const calledMs = performance.now();
      await caller.call("query", path, { channel, salt: n, ...args });
      waitsMs.push(performance.now() - calledMs);
    }
    return percentile(waitsMs.slice(SAMPLES / 10), 0.5);
  };
  return {
    page: await median("bench:page"),
    search: await median("bench:search", { text: "blender kettle num" }),
    turn: await median("bench:turnReads"),
  };
}
