import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually } from "./testing/eventually.ts";
import { type FixtureDeployment, startFixtureDeployment } from "./testing/fixture-deployment.ts";
import { watch } from "./testing/watch.ts";
import { api } from "./testing/fixture-api.ts";

const GENEROUS_MS = 45_000;
let fixture: FixtureDeployment;

beforeAll(async () => {
  fixture = await startFixtureDeployment({ transactionLimitMs: 300, hangLimitMs: 1_500 });
}, 60_000);

afterAll(() => fixture.close());

it("times out functions that never resolve, rolls them back and keeps serving", async () => {
  const [hungQuery, hungMutation, next] = await Promise.allSettled([
    fixture.http.query(api.hangs.queryNeverResolves, {}),
    fixture.http.mutation(api.hangs.mutationNeverResolves, { name: "stuck" }, { skipQueue: true }),
    fixture.http.mutation(api.counters.incr, { name: "next" }, { skipQueue: true }),
  ]);
  for (const hung of [hungQuery, hungMutation]) {
    expect(hung.status === "rejected" && String(hung.reason)).toContain("timed out");
  }
  expect(next).toEqual({ status: "fulfilled", value: 1 });
  expect(await fixture.http.query(api.counters.get, { name: "stuck" })).toBe(0);
});

it(
  "stops a mutation that loops, keeps acknowledged writes and refuses the repeated call",
  async () => {
    await fixture.http.mutation(api.counters.incr, { name: "kept" });
    const client = fixture.connect();
    const kept = watch<number>(client, api.counters.get, { name: "kept" });
    await kept.until((value) => value === 1);
    // The client sends it again after the restart; it must not block the deployment again.
    await expect(client.mutation(api.hangs.mutationSpins, { name: "spun" })).rejects.toThrow("timed out");
    expect(fixture.log.some((line) => line.includes("hangs:mutationSpins held the thread"))).toBe(true);
    expect(await fixture.http.query(api.counters.get, { name: "spun" })).toBe(0);
    await fixture.http.mutation(api.counters.incr, { name: "kept" });
    await kept.until((value) => value === 2);
  },
  GENEROUS_MS,
);

it(
  "keeps serving while a query blocks the microtask queue",
  async () => {
    const lost = fixture.http.query(api.hangs.queryAwaitsForever, {}).catch(() => "lost");
    expect(await lost).toBe("lost");
    await eventually(() =>
      fixture.http.query(api.counters.get, { name: "kept" }).then(
        (value) => value === 2,
        () => false,
      ),
    );
  },
  GENEROUS_MS,
);
