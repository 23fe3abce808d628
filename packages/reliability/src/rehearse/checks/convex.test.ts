import { CORE_CONTRACT } from "@sendcat/shared-types";
import { afterEach, expect, it } from "vitest";
import { convexVariablesNeeded } from "../deploy-steps.ts";
import { openDeployment, type Deployment } from "../deployment.ts";
import { fakeServer, readyAnswer, type FakeServer } from "../testing/fake-server.ts";
import { convexFunctions } from "./convex-functions.ts";
import { convexSecrets } from "./convex-secrets.ts";
import { convexSigningKey } from "./convex-signing-key.ts";
import { convexVariables } from "./convex-variables.ts";
import { release } from "./release.ts";

let app: FakeServer | undefined;
afterEach(async () => await app?.close());

const withReady = async (change: object): Promise<Deployment> => {
  app = await fakeServer({ "GET /api/ready": readyAnswer(change) });
  return openDeployment(app.origin, {});
};
const withVariables = (names: readonly string[], change: Partial<Deployment> = {}): Deployment => ({
  ...openDeployment("https://app.example", {}),
  convexVariables: async () => names,
  ...change,
});
const streamingBy = (strategy: "edge" | "convex"): Partial<Deployment> => ({
  config: async () => ({ strategy, streamBaseUrl: "", convexUrl: "", models: [], maxPromptChars: 1 }),
});

it("a core that does not answer is told", async () => {
  expect((await convexFunctions.look(await withReady({}))).outcome).toBe("ok");
  const away = await withReady({ status: "not-ready", dependencies: { redis: true, convex: false } });
  expect((await convexFunctions.look(away)).outcome).toBe("failed");
});

it.each([
  [{}, "ok", ""],
  [
    { core: { expected: CORE_CONTRACT, deployed: "0bad0bad" } },
    "failed",
    `0bad0bad, the app works with ${CORE_CONTRACT}`,
  ],
  [{ core: { expected: CORE_CONTRACT, deployed: null } }, "failed", "does not say"],
  [{ core: { expected: "0bad0bad", deployed: "0bad0bad" } }, "warning", "this checkout is"],
])("an app and a core of two releases are told: %j", async (change, outcome, says) => {
  expect(await release.look(await withReady(change))).toMatchObject({ outcome, says: expect.stringContaining(says) });
});

it("what the core needs is what docs/deploy.md has an operator set, and a missing one is told by name", async () => {
  const needed = convexVariablesNeeded();
  expect(needed).toEqual(expect.arrayContaining(["SENDCAT_ISSUER", "SENDCAT_JWKS_URL", "UPSTASH_REDIS_REST_TOKEN"]));
  expect(needed).not.toContain("SERPER_API_KEY");
  expect((await convexVariables.look(withVariables(needed))).outcome).toBe("ok");
  const lacks = withVariables(needed.slice(1), { env: { SENDCAT_POLICY: "{}" } });
  expect(await convexVariables.look(lacks)).toEqual({
    outcome: "failed",
    says: `Convex lacks ${needed[0]}, SENDCAT_POLICY`,
  });
});

it.each([
  ["edge", [], "ok"],
  ["edge", ["SENDCAT_SIGNING_KEY"], "failed"],
  ["convex", ["SENDCAT_SIGNING_KEY"], "ok"],
  ["convex", [], "failed"],
] as const)("Convex holds the signing key only when it streams: by %s, %j", async (strategy, names, outcome) => {
  expect((await convexSigningKey.look(withVariables(names, streamingBy(strategy)))).outcome).toBe(outcome);
});

it.each([
  ["edge", ["OPENROUTER_API_KEY", "SERPER_API_KEY"], "ok", "none"],
  [
    "edge",
    ["STRIPE_SECRET_KEY", "SENDCAT_ALERT_WEBHOOK_URL"],
    "warning",
    "STRIPE_SECRET_KEY, SENDCAT_ALERT_WEBHOOK_URL",
  ],
  ["convex", ["SENDCAT_ALERT_WEBHOOK_URL"], "ok", "none"],
] as const)("a secret that Convex does not use is told by name: by %s, %j", async (strategy, names, outcome, says) => {
  expect(await convexSecrets.look(withVariables(names, streamingBy(strategy)))).toEqual({
    outcome,
    says: outcome === "ok" ? says : `Convex has ${says}`,
  });
});
