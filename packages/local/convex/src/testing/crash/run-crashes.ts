import { ConvexHttpClient } from "convex/browser";
import { decodeTimestamp } from "../../values/timestamp.ts";
import { eventually } from "../eventually.ts";
import { api } from "../fixture-api.ts";
import { createPushedApp } from "../pushed-app.ts";
import { freePorts } from "./free-ports.ts";
import { inspectData } from "./inspect-data.ts";
import { Load } from "./load.ts";
import { ServerProcess } from "./server-process.ts";

export interface CrashReport {
  readonly kills: number;
  /** The kills while the deployment was still opening its data. */
  readonly killsAtStart: number;
  readonly acknowledged: number;
  readonly unanswered: number;
  readonly scheduled: number;
  readonly acknowledgedLost: number;
  readonly executedTwice: number;
  readonly jobsLost: number;
  readonly jobsTwice: number;
  readonly actionsTwice: number;
  readonly timestampsBackwards: number;
  readonly corruptOpens: number;
}

const MAX_LIFE_MS = 400;
const KILL_AT_START_SHARE = 0.15;
const MAX_START_MS = 600;
const INSPECT_EVERY = 25;

/** Kills a deployment under load again and again, then counts lost and repeated writes. */
export async function runCrashes(kills: number): Promise<CrashReport> {
  const app = await createPushedApp();
  const { dataDirectory } = app;
  const port = await freePorts();
  const start = (): ServerProcess => new ServerProcess({ dataDirectory, port });
  let server = start();
  let killsAtStart = 0;
  let corruptOpens = 0;
  let timestampsBackwards = 0;
  let latestNs = 0n;
  try {
    const url = await server.listening();
    const load = new Load(url);
    for (let done = 0; done < kills;) {
      if (Math.random() < KILL_AT_START_SHARE) {
        await pause(Math.random() * MAX_START_MS);
        killsAtStart++;
      } else {
        await server.listening();
        const timestampNs = await latestTimestamp(url);
        if (timestampNs < latestNs) timestampsBackwards++;
        latestNs = timestampNs;
        await pause(Math.random() * MAX_LIFE_MS);
      }
      await server.kill();
      done++;
      if (done % INSPECT_EVERY === 0) corruptOpens += inspectData(dataDirectory).corruptions.length;
      server = start();
    }
    await server.listening();
    await load.stop();
    const client = new ConvexHttpClient(url, { logger: false });
    await eventually(async () => (await client.query(api.crash.unfinished, {})) === 0);
    await server.kill();
    const { corruptions, traces } = inspectData(dataDirectory);
    const times = (kind: string, key: string): number => traces.get(`${kind} ${key}`) ?? 0;
    const written = [...load.acknowledged, ...load.unanswered];
    const schedules = [...load.schedules];
    const countOf = (keys: readonly string[], matches: (key: string) => boolean): number => keys.filter(matches).length;
    return {
      kills,
      killsAtStart,
      acknowledged: load.acknowledged.size,
      unanswered: load.unanswered.size,
      scheduled: schedules.length,
      acknowledgedLost: countOf([...load.acknowledged], (key) => times("write", key) === 0),
      executedTwice: countOf(written, (key) => times("write", key) > 1),
      jobsLost: countOf(schedules, (key) => times("job", key) === 0),
      jobsTwice: countOf(written, (key) => times("job", key) > 1),
      actionsTwice: countOf(written, (key) => times("action", key) > 1),
      timestampsBackwards,
      corruptOpens: corruptOpens + corruptions.length,
    };
  } finally {
    await server.kill();
    await app.remove();
  }
}

async function latestTimestamp(url: string): Promise<bigint> {
  const response = await fetch(`${url}/api/query_ts`, { method: "POST" });
  // safe because the endpoint answers this shape; decoding it would fail otherwise.
  const { ts } = (await response.json()) as { ts: string };
  return decodeTimestamp(ts);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
