import { expect, it } from "vitest";
import { explainedRefusals } from "./explained-refusals.ts";

const SERIES = 'sendcat_refusals_total{status="429",code="rate_limited",attribution="shed",scope="user.read"}';

/** A service whose count of refusals changes with each call, and stays at the last value. */
function service(...counts: readonly number[]) {
  let asked = 0;
  const metrics = async () => new Map([[SERIES, counts[Math.min(asked++, counts.length - 1)] ?? 0]]);
  return { metrics, asked: () => asked };
}

it("waits for a process that reports its refusals late, so that a drill is not red for that", async () => {
  const late = service(10, 10, 12, 13);
  expect(await explainedRefusals(late, { before: 10, seen: 3 })).toBe(3);
  expect(late.asked()).toBe(4);
});

it("waits no longer than processes need to report: a refusal that no limit explains makes the drill red", async () => {
  const startedMs = performance.now();
  expect(await explainedRefusals(service(10, 11), { before: 10, seen: 2, withinMs: 500 })).toBe(1);
  expect(performance.now() - startedMs).toBeGreaterThanOrEqual(500);
});

it("does not wait when nothing was refused", async () => {
  const quiet = service(10);
  expect(await explainedRefusals(quiet, { before: 10, seen: 0 })).toBe(0);
  expect(quiet.asked()).toBe(1);
});
