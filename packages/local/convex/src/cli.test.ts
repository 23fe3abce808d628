import { ConvexHttpClient } from "convex/browser";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connectClient } from "./testing/fixture-deployment.ts";
import { eventually } from "./testing/eventually.ts";
import { FixtureApp, TEST_ADMIN_KEY } from "./testing/fixture-app.ts";
import { watch } from "./testing/watch.ts";
import { api } from "./testing/fixture-api.ts";

interface ServerProcess {
  readonly process: ChildProcess;
  readonly output: () => string;
  readonly url: string;
}

let app: FixtureApp;
const running: ChildProcess[] = [];

beforeAll(async () => {
  app = await FixtureApp.create();
});

afterAll(async () => {
  for (const child of running) child.kill("SIGKILL");
  await app.remove();
});

function launch(...args: string[]): { process: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, [join(import.meta.dirname, "cli.ts"), ...args], {
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      CONVEX_LOCAL_ADMIN_KEY: TEST_ADMIN_KEY,
    },
  });
  running.push(child);
  let output = "";
  child.stdout.on("data", (data) => (output += String(data)));
  child.stderr.on("data", (data) => (output += String(data)));
  return { process: child, output: () => output };
}

async function serve(port = 0): Promise<ServerProcess> {
  const server = launch("--port", String(port), "--site-port", "0", "--data", app.dataDirectory);
  const url = await eventually(
    () => /convex-local listening on (http:\S+) \(site http:\S+\), data in/.exec(server.output())?.[1],
  );
  return { ...server, url };
}

function counter(url: string, name: string): Promise<number> {
  return new ConvexHttpClient(url, { logger: false }).query(api.counters.get, { name });
}

it("keeps pushed code and acknowledged writes after a kill", async () => {
  const first = await serve();
  const port = Number(new URL(first.url).port);
  await app.push(first.url);
  await app.cli(first.url, "env", "set", "FOO", "kept");
  const client = connectClient(first.url);
  const watched = watch<number>(client, api.counters.get, { name: "life" });
  await watched.until((value) => value === 0);
  expect(await client.mutation(api.counters.incr, { name: "life" })).toBe(1);
  await client.mutation(api.scheduling.later, { afterMs: 1_500, name: "promised" });
  const endless: string = await client.mutation(api.scheduling.start, { which: "endless" });
  await eventually(async () => (await client.query(api.scheduling.state, { id: endless })).kind === "inProgress");
  first.process.kill("SIGKILL");
  await once(first.process, "exit");
  const unanswered = client.mutation(api.counters.incr, { name: "life" });

  const second = await serve(port);
  expect(await unanswered).toBe(2);
  await watched.until((value) => value === 2);
  expect(await client.query(api.environment.look, {})).toMatchObject({ foo: "kept" });
  expect(await client.query(api.scheduling.state, { id: endless })).toMatchObject({
    kind: "failed",
    error: "Transient error while executing action",
  });
  await eventually(async () => (await counter(second.url, "promised")) === 1);
  await client.close();

  const third = launch("--port", "0", "--site-port", "0", "--data", app.dataDirectory);
  const [code] = await once(third.process, "exit");
  expect(code).toBe(1);
  expect(third.output()).toContain("is in use by another convex-local process");

  second.process.kill("SIGTERM");
  const [exitCode] = await once(second.process, "exit");
  expect(exitCode).toBe(0);
}, 60_000);

it("prints its help and refuses bad flags", async () => {
  const help = launch("--help");
  await once(help.process, "exit");
  expect(help.output()).toContain("--site-port");
  const wrong = launch("--port", "many");
  const [code] = await once(wrong.process, "exit");
  expect(code).toBe(2);
  expect(wrong.output()).toContain(
    "'--port <n>' argument 'many' is invalid. It must be a whole number from 0 to 65535.",
  );
});
