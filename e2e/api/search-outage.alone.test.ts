import { setTimeout as delay } from "node:timers/promises";
import { runsOf } from "@sendcat/test-depth";
import { afterAll, beforeAll, expect, it } from "vitest";
import { FAST, messagesOf, postChat, readStream, turnOf, type StreamRead } from "./chat.ts";
import { newGuest, type Guest } from "./guest.ts";
import { searchSimulatorAt } from "./search-simulator.ts";
import { convexRun } from "../stack/convex-run.ts";
import { startOwnStack, type OwnStack } from "../stack/own-stack.ts";
import { ROOMY_POLICY } from "../stack/policies.ts";

const OUTAGE_MS = runsOf("search-outage") * 1_000;
const EVERY_MS = 700;
/** Enough guests: each may have two answers open. */
const SHOPPERS = 16;
/** How long a turn waits for the result of its search. */
const WAIT_MS = 4_000;

const POLICY = { ...ROOMY_POLICY, tools: { waitMs: WAIT_MS, jobs: { plans: { guest: { running: 6, queued: 100 } } } } };

let stack: OwnStack;
beforeAll(async () => {
  stack = await startOwnStack({ policy: POLICY });
});
afterAll(() => stack?.close());

interface DeadLetter {
  readonly jobId: string;
  readonly input: { readonly query: string };
  readonly attempts: number;
}

async function deadLetters(): Promise<readonly DeadLetter[]> {
  const args = { paginationOpts: { cursor: null, numItems: 100 } };
  // safe because it is what the function returns
  return ((await convexRun(stack.convex, "toolJobs:deadLetters", args)) as { page: DeadLetter[] }).page;
}

it("while a search provider is down, turns are answered, its breaker opens, jobs are retried, and dead letters can be replayed", async () => {
  const simulator = searchSimulatorAt(stack.search);
  const guests = await Promise.all(Array.from({ length: SHOPPERS }, () => newGuest(stack.web)));
  const ask = async (n: number) => {
    const body = turnOf(`${FAST}[[sim:tool-call tool-call=search_web query=outage+${n}]] Look it up`);
    // safe because there are so many
    const guest = guests[n % SHOPPERS] as Guest;
    const startedAtMs = Date.now();
    const response = await postChat(guest, body);
    const read: StreamRead = response.ok ? await readStream(response) : { chunks: [], text: "", done: false };
    return { n, body, guest, status: response.status, read, tookMs: Date.now() - startedAtMs };
  };
  await simulator.fail("503");
  const began = Date.now();
  const asked: ReturnType<typeof ask>[] = [];
  for (let n = 0; Date.now() - began < OUTAGE_MS; n++) {
    asked.push(ask(n));
    await delay(EVERY_MS);
  }
  const turns = await Promise.all(asked);
  const duringOutage = (await simulator.searches()).length;
  await simulator.reset();

  for (const { status, read } of turns) {
    expect(status).toBe(200);
    expect(read.done).toBe(true);
    expect(read.text.length).toBeGreaterThan(0);
    expect(read.chunks.at(-1)).toMatchObject({ type: "finish" });
  }
  const times = turns.map(({ tookMs }) => tookMs).toSorted((a, b) => a - b);
  const p95 = times[Math.floor(times.length * 0.95)] ?? Infinity;

  // Jobs with attempts left succeed now; the others are replayed.
  const depth = async () =>
    (await convexRun(stack.convex, "toolJobs:depth", {})) as { running: number; queued: number };
  await expect.poll(depth, { timeout: 120_000, interval: 1_000 }).toMatchObject({ running: 0, queued: 0 });
  const letters = await deadLetters();
  for (const { jobId } of letters) {
    expect(await convexRun(stack.convex, "toolJobs:replay", { jobId })).toEqual({ replayed: true });
  }
  await expect.poll(depth, { timeout: 120_000, interval: 1_000 }).toMatchObject({ running: 0, queued: 0 });
  expect(await deadLetters()).toEqual([]);

  const after = await simulator.searches();
  const answeredTimes = turns.map(
    ({ n }) => after.filter(({ query, answered }) => query === `outage ${n}` && answered).length,
  );
  console.log(
    `${turns.length} turns in ${OUTAGE_MS / 1_000} s of outage: ${duringOutage} calls of the provider, p95 of a whole answer ${p95} ms, ` +
      `${letters.length} dead letters replayed, answered once ${answeredTimes.filter((count) => count === 1).length}`,
  );
  const refused = turns.filter(({ read }) =>
    read.chunks.some((chunk) => chunk.type === "data-tool-job" && chunk.data.state === "refused"),
  ).length;
  console.log(`${refused} turns were told that the queue was full`);
  // In the end every search was answered once, or refused at the start.
  expect(answeredTimes.filter((count) => count === 1).length + refused).toBe(turns.length);
  // Without a breaker every job would have made all its attempts.
  expect(duringOutage).toBeLessThan(turns.length * 2);
  expect(p95).toBeLessThan(WAIT_MS + 3_000);
  expect(letters.length).toBeGreaterThan(0);
  expect(answeredTimes.every((count) => count <= 1)).toBe(true);
  // Late results are in the message of the turn that did not wait for them.
  const landed = await Promise.all(
    turns.map(async ({ body, guest }) =>
      (await messagesOf(guest, body.threadId)).at(-1)?.parts.find(({ type }) => type === "tool-search_web"),
    ),
  );
  const states = landed.map((part) => (part && "state" in part ? part.state : "none"));
  console.log(
    `in the threads: ${states.filter((state) => state === "output-available").length} of ${states.length} have their result`,
  );
}, 400_000);
