import { afterEach, expect, it } from "vitest";
import { openDeployment } from "./deployment.ts";
import { PARTS } from "./parts.ts";
import { renderResult, renderTally } from "./render-rehearsal.ts";
import { runRehearsal, type RehearsalReport } from "./run-rehearsal.ts";
import { fakeServer, type FakeServer } from "./testing/fake-server.ts";

const SECRET = "sk-or-never-to-be-seen";
let app: FakeServer | undefined;
afterEach(async () => await app?.close());

const resultOf = ({ results }: RehearsalReport, part: string, name: string) =>
  results.find((result) => result.part === part && result.name === name);

it("what a missing key would open is not checked, and says which key and what to do", async () => {
  app = await fakeServer({});
  const report = await runRehearsal(openDeployment(app.origin, {}));
  expect(resultOf(report, "openrouter", "the key")).toEqual({
    part: "openrouter",
    name: "the key",
    outcome: "not checked",
    says: "not set here: OPENROUTER_API_KEY",
    mend: "Set OPENROUTER_API_KEY in this shell and rehearse again.",
  });
  expect(resultOf(report, "convex", "the core's variables")?.says).toBe(
    "not set here: CONVEX_URL and CONVEX_DEPLOY_KEY or CONVEX_SELF_HOSTED_ADMIN_KEY",
  );
  expect(report).toMatchObject({ ok: false, costMicroUsd: null });
});

it("an app that gives no answer is one failure, not ten", async () => {
  app = await fakeServer({});
  const { origin } = app;
  await app.close();
  const report = await runRehearsal(openDeployment(origin, {}));
  const failures = report.results.filter(({ outcome }) => outcome === "failed");
  expect(failures).toMatchObject([{ part: "app", name: "it answers", mend: expect.stringContaining("step 8") }]);
  expect(resultOf(report, "convex", "one release")).toMatchObject({
    outcome: "not checked",
    mend: "See `app: it answers`.",
  });
});

it("shows no secret, whoever repeats it", async () => {
  app = await fakeServer({ "GET /api/health": { status: 500, body: `the key ${SECRET} is wrong` } });
  const report = await runRehearsal(openDeployment(app.origin, { OPENROUTER_API_KEY: SECRET }));
  expect(JSON.stringify(report)).not.toContain(SECRET);
  expect(resultOf(report, "app", "it answers")?.says).toContain("the key (OPENROUTER_API_KEY) is wrong");

  // The database's page shows this address, too.
  const given = { UPSTASH_REDIS_REST_URL: "rediss://default:never-seen@r.example:6379", UPSTASH_REDIS_REST_TOKEN: "t" };
  const other = await runRehearsal(openDeployment(app.origin, given));
  expect(JSON.stringify(other)).not.toContain("never-seen");
  expect(resultOf(other, "upstash", "the database answers")?.says).toContain("rediss://default:(password)@r.example");
});

it("every check has a name of its own in its part, and a step that mends it", () => {
  for (const checks of Object.values(PARTS)) {
    expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length);
    for (const { mend } of checks) expect(mend).toMatch(/[.)]$|`$/);
  }
});

it("a result is a line, and below it the step that mends it; the last line counts them and says the price", () => {
  const result = { part: "upstash", name: "eviction", outcome: "failed", says: "on", mend: "Switch it off." } as const;
  expect(renderResult(result)).toBe("failed       upstash: eviction: on\n             -> Switch it off.");
  const report = { origin: "https://app.example", ok: false, results: [result], costMicroUsd: 212 };
  expect(renderTally(report)).toBe(
    "red: https://app.example: 0 ok, 0 warning, 1 failed, 0 not checked. It cost $0.000212.",
  );
});
