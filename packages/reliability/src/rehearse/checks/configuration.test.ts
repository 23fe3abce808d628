import { expect, it } from "vitest";
import { openDeployment } from "../deployment.ts";
import { environment } from "./environment.ts";
import { publicAddress } from "./public-address.ts";

const ALL = {
  SENDCAT_SIGNING_KEY: "{}",
  UPSTASH_REDIS_REST_URL: "https://r.example",
  UPSTASH_REDIS_REST_TOKEN: "t",
  CONVEX_URL: "https://c.example",
  OPENROUTER_API_KEY: "k",
};
const look = (check: typeof environment, origin: string, env: object) =>
  check.look(openDeployment(origin, { ...ALL, ...env }));

it.each([
  [{}, "ok", "all 6 that a host needs"],
  [{ OPENROUTER_API_KEY: "" }, "warning", "not checked: OPENROUTER_API_KEY"],
  [{ CONVEX_URL: "c.example" }, "failed", "CONVEX_URL: "],
  [{ SENDCAT_POLICY: "{" }, "failed", "SENDCAT_POLICY: it is not JSON"],
  [{ SENDCAT_POLICY: '{"plans":{"guest":{"turnsPerDay":-1}}}' }, "failed", "turnsPerDay"],
  // Fireworks has a route in it, so a host needs its key.
  [
    {
      SENDCAT_POLICY:
        '{"models":{"fast":{"name":"fast","label":"Fast","maxOutputTokens":9,"routes":[{"provider":"fireworks","model":"m","inputMicroUsdPerMTokens":1,"outputMicroUsdPerMTokens":1}]}}}',
    },
    "warning",
    "FIREWORKS_API_KEY",
  ],
])("an operator learns what is missing or malformed of what they have given: %j", async (env, outcome, says) => {
  const finding = await look(environment, "https://app.example", env);
  expect(finding).toEqual({ outcome, says: expect.stringContaining(says) });
  // Once.
  expect(finding.says).not.toContain("; ");
});

it.each([
  ["https://app.example", {}, "ok"],
  ["https://app.example", { SENDCAT_ISSUER: "https://app.example/" }, "ok"],
  ["https://app.example", { SENDCAT_ISSUER: "https://www.app.example" }, "failed"],
  ["http://app.example", {}, "failed"],
  ["http://127.0.0.1:3000", {}, "ok"],
])("tokens and cookies need one https address: %s %j", async (origin, env, outcome) => {
  expect((await look(publicAddress, origin, env)).outcome).toBe(outcome);
});
