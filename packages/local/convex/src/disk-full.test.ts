import { ConvexHttpClient } from "convex/browser";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freePorts } from "./testing/crash/free-ports.ts";
import { inspectData } from "./testing/crash/inspect-data.ts";
import { ServerProcess } from "./testing/crash/server-process.ts";
import type { FixtureApp } from "./testing/fixture-app.ts";
import { api } from "./testing/fixture-api.ts";
import { createPushedApp } from "./testing/pushed-app.ts";

const MAX_FILE_KB = 12_000;
const WRITE_BYTES = 40_000;
const MAX_WRITES = 1_000;
const TIMEOUT_MS = 240_000;
let app: FixtureApp;
let server: ServerProcess;

beforeAll(async () => {
  app = await createPushedApp();
}, TIMEOUT_MS);

afterAll(async () => {
  await server.kill();
  await app.remove();
});

it(
  "refuses writes when the disk is full, still serves reads, and accepts writes when there is room again",
  async () => {
    const port = await freePorts();
    server = new ServerProcess({ dataDirectory: app.dataDirectory, port, maxFileKb: MAX_FILE_KB });
    const url = await server.listening();
    const http = new ConvexHttpClient(url, { logger: false });
    const write = (n: number): Promise<unknown> =>
      http.mutation(api.crash.write, { key: `${n}${"x".repeat(WRITE_BYTES)}`, schedules: false }, { skipQueue: true });
    let acknowledged = 0;
    for (let refusals = 0; acknowledged < MAX_WRITES && refusals < 3;) {
      const done = await write(acknowledged + refusals).then(
        () => true,
        () => false,
      );
      if (done) acknowledged++;
      else refusals++;
    }
    expect(acknowledged).toBeLessThan(MAX_WRITES);
    expect(acknowledged).toBeGreaterThan(20);
    expect(await http.query(api.crash.unfinished, {})).toBe(0);
    await server.kill();

    server = new ServerProcess({ dataDirectory: app.dataDirectory, port });
    await server.listening();
    await write(MAX_WRITES);
    await server.kill();
    const { corruptions, traces } = inspectData(app.dataDirectory);
    expect(corruptions).toEqual([]);
    expect(traces.size).toBe(acknowledged + 1);
  },
  TIMEOUT_MS,
);
