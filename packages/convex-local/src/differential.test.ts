import { convexTest } from "convex-test";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import schema from "../fixtures/app/convex/schema.ts";
import { api } from "./testing/fixture-api.ts";
import { type FixtureDeployment, startFixtureDeployment } from "./testing/fixture-deployment.ts";

let fixture: FixtureDeployment;

beforeAll(async () => {
  fixture = await startFixtureDeployment();
}, 60_000);

afterAll(() => fixture.close());

const modules = {
  "./_generated/api.js": async () => ({}),
  "./differential.ts": () => import("../fixtures/app/convex/differential.ts"),
};

const channel = fc.constantFrom("a", "b");
const body = fc.constantFrom("one", "two", "three", "four", "five");
const n = fc.option(fc.constantFrom(-1, 0, 1, 2, 2.5, 10), { nil: undefined });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("insert"), channel, body, n }) },
  fc.record({ kind: fc.constant("patch"), body, n }),
  fc.record({ kind: fc.constant("delete"), body }),
  fc.record({
    kind: fc.constant("range"),
    channel,
    from: n,
    to: n,
    order: fc.constantFrom("asc", "desc"),
    take: fc.integer({ min: 1, max: 5 }),
  }),
  fc.record({ kind: fc.constant("filter"), above: fc.constantFrom(-1, 0, 2) }),
);

it("answers as the official test library does, whatever is written and read", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), async (steps) => {
      const oracle = convexTest(schema, modules);
      const expected = await oracle.mutation(api.differential.run, { steps });
      expect(await fixture.http.mutation(api.differential.run, { steps })).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});
