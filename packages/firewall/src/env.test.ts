import { DEFAULT_POLICY } from "@sendcat/shared-types";
import { expect, it } from "vitest";
import { readEnv, readPolicy } from "./env.ts";
import { compileRules } from "./evaluate/compile-rules.ts";
import { evaluate } from "./evaluate/evaluate.ts";
import { rulesFor } from "./rules.ts";
import { jsonPost } from "./testing/request-facts.ts";

const env = { VERCEL_TOKEN: "tok_secret", VERCEL_PROJECT_ID: "prj_1" };

it("uses Vercel's API and no team by default", () => {
  const expected = { token: "tok_secret", projectId: "prj_1", teamId: null, apiUrl: "https://api.vercel.com" };
  expect(readEnv(env)).toEqual(expected);
  expect(readEnv({ ...env, VERCEL_TEAM_ID: "team_1" }).teamId).toBe("team_1");
});

it.each([
  ["VERCEL_TOKEN is not set", { VERCEL_TOKEN: "" }],
  ["VERCEL_TOKEN has characters", { VERCEL_TOKEN: "tok_secret\ntok_other" }],
  ["VERCEL_PROJECT_ID is not set", { VERCEL_PROJECT_ID: undefined }],
  ["VERCEL_API_URL", { VERCEL_API_URL: "cat" }],
  ["VERCEL_API_URL", { VERCEL_API_URL: "file:///etc" }],
])("says what is wrong and never prints a secret: %s", (said, change) => {
  const read = () => readEnv({ ...env, ...change });
  expect(read).toThrow(said);
  expect(read).not.toThrow("tok_");
});

it("admits the larger bodies of a service whose policy allows them", () => {
  expect(readPolicy({})).toBe(DEFAULT_POLICY);
  const policy = readPolicy({ SENDCAT_POLICY: JSON.stringify({ webhooks: { maxBodyBytes: 1_048_576 } }) });
  const rules = compileRules(rulesFor(policy));
  const delivery = (contentLength: number) =>
    evaluate(rules, jsonPost("/api/webhooks/stripe", { contentLength })).verdict;
  expect([delivery(1_048_576), delivery(1_048_577)]).toEqual(["pass", "deny"]);
  expect(() => readPolicy({ SENDCAT_POLICY: "{" })).toThrow("SENDCAT_POLICY is not JSON");
  expect(() => readPolicy({ SENDCAT_POLICY: '{"maxBodyBytes":-1}' })).toThrow("maxBodyBytes");
});
