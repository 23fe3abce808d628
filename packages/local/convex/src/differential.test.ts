import { longTestTimeoutMs, runsOf } from "@sendcat/test-depth";
import { convexTest } from "convex-test";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import schema from "../fixtures/app/convex/schema.ts";
import { program } from "./testing/differential/arbitrary-program.ts";
import { EXCEPTIONS } from "./testing/differential/exceptions.ts";
import { ProgramRun, type Target } from "./testing/differential/run-program.ts";
import { eventually } from "./testing/eventually.ts";
import { type FixtureDeployment, startFixtureDeployment } from "./testing/fixture-deployment.ts";

const PROGRAMS = runsOf("convex-differential");
const TIMEOUT_MS = longTestTimeoutMs();

let fixture: FixtureDeployment;

beforeAll(async () => {
  // The library prints every failed scheduled function, and programs make some fail on purpose.
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  fixture = await startFixtureDeployment({ durability: "normal" });
}, 180_000);

afterAll(() => fixture.close());

const modules = {
  "./_generated/api.js": async () => ({}),
  "./differential.ts": () => import("../fixtures/app/convex/differential.ts"),
};

function engine(): Target {
  return {
    mutation: (reference, args) => fixture.http.mutation(reference, args, { skipQueue: true }),
    query: (reference, args) => fixture.http.query(reference, args),
    settle: (isSettled) => eventually(isSettled).then(() => undefined),
  };
}

function oracle(): Target {
  const library = convexTest(schema, modules);
  return {
    mutation: (reference, args) => library.mutation(reference, args),
    query: (reference, args) => library.query(reference, args),
    settle: async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      await library.finishInProgressScheduledFunctions();
    },
  };
}

it(
  `answers like the official test library, except for ${EXCEPTIONS.length} listed differences`,
  async () => {
    await fc.assert(
      fc.asyncProperty(program, async (generated) => {
        const [expected, actual] = [new ProgramRun(oracle(), generated), new ProgramRun(engine(), generated)];
        await Promise.all([expected.start(), actual.start()]);
        for (const call of generated.calls) {
          const [wanted, answered] = await Promise.all([expected.take(call), actual.take(call)]);
          expect(answered.seen, `answer of ${call.call}`).toEqual(wanted.seen);
          if (call.call === "page" && (wanted.isDone || answered.isDone)) {
            expected.startOver(call.slot);
            actual.startOver(call.slot);
          }
        }
      }),
      { numRuns: PROGRAMS },
    );
  },
  TIMEOUT_MS,
);
