import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually } from "../testing/eventually.ts";
import { type FixtureDeployment, startFixtureDeployment } from "../testing/fixture-deployment.ts";
import { api } from "../testing/fixture-api.ts";

let fixture: FixtureDeployment;

beforeAll(async () => {
  // Every mutation hits a conflict: these tests must pass all the same.
  fixture = await startFixtureDeployment({ conflictRate: 1 });
}, 60_000);

afterAll(() => fixture.close());

function count(name: string): Promise<number> {
  return fixture.http.query(api.counters.get, { name });
}

function stateOf(id: string): Promise<{ kind: string; error?: string }> {
  return fixture.http.query(api.scheduling.state, { id });
}

it("runs a mutation again after a conflict, and keeps one result", async () => {
  const runs = await fixture.http.mutation(api.environment.countRuns, { name: "runs" });
  expect(runs).toBe(5);
  expect(await count("runs")).toBe(5);
});

it("runs scheduled functions and shows their result", async () => {
  const id = await fixture.http.mutation(api.scheduling.later, { afterMs: 0, name: "later" });
  await eventually(async () => (await stateOf(id)).kind === "success");
  expect(await count("later")).toBe(1);
  await fixture.http.action(api.scheduling.fromAction, { name: "action" });
  await eventually(async () => (await count("action")) === 1);
});

it("never runs what a rolled back mutation scheduled", async () => {
  await expect(fixture.http.mutation(api.scheduling.scheduleAndFail, { name: "ghost" })).rejects.toThrow("rolled back");
  // Anything scheduled before this one would have run before it.
  await fixture.http.mutation(api.scheduling.later, { afterMs: 0, name: "after-ghost" });
  await eventually(async () => (await count("after-ghost")) === 1);
  expect(await count("ghost")).toBe(0);
});

it("does not retry a failed action", async () => {
  const id = await fixture.http.mutation(api.scheduling.start, { which: "failing" });
  const state = await eventually(async () => {
    const current = await stateOf(id);
    return current.kind === "failed" && current;
  });
  expect(state.error).toContain("on purpose");
});

it("cancels a function that has not run yet", async () => {
  const soon = 60 * 60 * 1000;
  const id = await fixture.http.mutation(api.scheduling.later, { afterMs: soon, name: "never" });
  await fixture.http.mutation(api.scheduling.cancel, { id });
  expect(await stateOf(id)).toEqual({ kind: "canceled" });
});

it("runs crons of mutations and of actions repeatedly", async () => {
  await eventually(async () => (await count("cron")) >= 2);
  await eventually(async () => (await count("cron-action")) >= 2);
  expect(await count("nightly")).toBe(0);
});

it("runs work that components schedule", async () => {
  const allowed: boolean[] = [];
  for (let attempt = 0; attempt < 5; attempt++) {
    allowed.push(await fixture.http.mutation(api.pool.limited, { key: "someone" }));
  }
  expect(allowed).toEqual([true, true, true, false, false]);
  for (let n = 0; n < 6; n++) {
    await fixture.http.mutation(api.pool.enqueue, { n, asAction: n % 2 === 0 });
  }
  const done = { channel: "pool", from: 0, to: 99 };
  await eventually(async () => {
    const numbers: number[] = await fixture.http.query(api.messages.range, done);
    return numbers.join(" ") === "0 1 2 3 4 5";
  });
}, 30_000);
