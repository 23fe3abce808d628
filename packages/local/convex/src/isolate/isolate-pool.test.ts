import { afterAll, beforeAll, expect, it } from "vitest";
import { api } from "../testing/fixture-api.ts";
import { type FixtureDeployment, startFixtureDeployment } from "../testing/fixture-deployment.ts";
import { watch } from "../testing/watch.ts";

const GENEROUS_MS = 60_000;
let fixture: FixtureDeployment;

beforeAll(async () => {
  fixture = await startFixtureDeployment();
  // Enough parallel queries that every isolate has loaded the pushed code before the tests measure.
  for (let round = 0; round < 40; round++) {
    const names = ["a", "b", "c", "d"].map((name) => `${name} ${round}`);
    await Promise.all(names.map((name) => fixture.http.query(api.counters.get, { name })));
  }
  await fixture.http.mutation(api.counters.incr, { name: "a" });
}, GENEROUS_MS);

afterAll(() => fixture.close());

/** Repeats unrelated calls until `running` settles. Returns the longest wait in milliseconds. */
async function slowestAnswerMs(running: Promise<unknown>): Promise<number> {
  const state = { over: false };
  void running.finally(() => (state.over = true));
  let slowestMs = 0;
  for (let n = 0; !state.over; n++) {
    const askedMs = performance.now();
    // Always a new name, so that the cache answers none of them.
    await fixture.http.query(api.counters.get, { name: `stranger ${n}` });
    await fixture.http.mutation(api.counters.incr, { name: "stranger" }, { skipQueue: true });
    slowestMs = Math.max(slowestMs, performance.now() - askedMs);
  }
  return slowestMs;
}

function failureOf(running: Promise<unknown>): Promise<string> {
  return running.then(() => "no failure", String);
}

it(
  "answers other queries while one loops, and stops it as the platform does",
  async () => {
    const looping = failureOf(fixture.http.query(api.hangs.queryLoops, {}));
    expect(await slowestAnswerMs(looping)).toBeLessThan(1_000);
    expect(await looping).toContain("Function execution timed out (maximum duration: 1s)");
    const microtasks = failureOf(fixture.http.query(api.hangs.queryAwaitsForever, {}));
    expect(await slowestAnswerMs(microtasks)).toBeLessThan(1_000);
    expect(await microtasks).toContain("Function execution timed out");
  },
  GENEROUS_MS,
);

it(
  "answers other queries while more queries loop than there are isolates",
  async () => {
    const looping = [1, 2].map((n) => failureOf(fixture.http.query(api.hangs.queryLoops, { n })));
    await fixture.http.query(api.counters.get, { name: "in between" });
    for (const message of await Promise.all(looping)) expect(message).toContain("timed out");
  },
  GENEROUS_MS,
);

it.each([{ buffers: false }, { buffers: true }])(
  "limits the memory of a query, %o",
  async (args) => {
    const client = fixture.connect();
    const name = `memory ${args.buffers}`;
    const watched = watch<number>(client, api.counters.get, { name });
    await watched.until((value) => value === 0);
    const growing = failureOf(fixture.http.query(api.hangs.queryGrows, args));
    expect(await growing).toMatch(/ran out of memory \(maximum memory usage: \d+ MB\)|timed out/);
    await fixture.http.mutation(api.counters.incr, { name });
    await watched.until((value) => value === 1);
  },
  GENEROUS_MS,
);
