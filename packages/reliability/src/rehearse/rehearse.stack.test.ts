import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requiredVariables } from "@sendcat/assembly";
import { createUpstashAccountSimulator, type UpstashAccountSimulator } from "@sendcat/local-simulators/upstash-account";
import { createVercelFirewallSimulator, type VercelFirewallSimulator } from "@sendcat/local-simulators/vercel-firewall";
import { stackPorts, startStack, type Stack } from "@sendcat/local-stack";
import { DEFAULT_POLICY } from "@sendcat/shared-types";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { localOnly } from "../load/local-only.ts";
import { runProgram } from "./run-program.ts";
import type { CheckResult, RehearsalReport } from "./run-rehearsal.ts";
import { openOldCore, type OldCore } from "./testing/old-core.ts";

/** Names of projects, and keys that nothing on a screen may show. */
const VERCEL = { token: "tok_never_to_be_seen", projectId: "prj_1" };
const ACCOUNT = { email: "ops@sendcat.example", apiKey: "upstash-account-never-to-be-seen" };
const VARIABLES = requiredVariables(DEFAULT_POLICY);
/** What the public pages say of who runs the service. */
const OPERATOR = {
  SENDCAT_OPERATOR_NAME: "An operator",
  SENDCAT_OPERATOR_ADDRESS: "1 Street, Kingston",
  SENDCAT_OPERATOR_COUNTRY: "Jamaica",
  SENDCAT_SUPPORT_EMAIL: "help@sendcat.example",
};
/** Breakers, proofs and money as in production; a busy machine is no outage. */
const PATIENT = { failure: { admission: { waitMs: 10_000 }, begin: { waitMs: 15_000 }, throttle: { waitMs: 10_000 } } };

/** Three processes one after the other, on a busy machine. */
const PATIENCE_MS = 150_000;

let dataDir: string;
let stack: Stack;
let core: OldCore;
let vercel: VercelFirewallSimulator;
let account: UpstashAccountSimulator;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "sendcat-rehearse-"));
  const portBase = Number(process.env["SENDCAT_DRILL_PORT_BASE"] || "18000");
  const convex = `http://127.0.0.1:${stackPorts(portBase).convex}`;
  core = await openOldCore(convex);
  vercel = await createVercelFirewallSimulator(VERCEL);
  account = await createUpstashAccountSimulator({ ...ACCOUNT, endpoint: "127.0.0.1" });
  stack = await startStack({
    mode: "production",
    portBase,
    dataDir,
    env: localOnly(process.env),
    pushedData: process.env["SENDCAT_PUSHED_DATA"],
    policy: PATIENT,
    webEnv: { CONVEX_URL: core.url, SENDCAT_PUBLIC_CONVEX_URL: convex, ...OPERATOR },
  });
  await runProgram(["packages/firewall/src/cli.ts", "push"], given());
}, 300_000);
beforeEach(() => {
  vercel.dashboard.set({ region: "iad1", variables: VARIABLES });
  account.set({ primary_region: "us-east-1" });
  core.setContract(null);
});
afterAll(async () => {
  await stack?.stop();
  await Promise.all([core?.close(), vercel?.close(), account?.close()]);
  rmSync(dataDir, { recursive: true, force: true });
});

/** What an operator has in their shell on day one. */
const given = (): Readonly<Record<string, string>> => ({
  SENDCAT_SIGNING_KEY: stack.signingKey,
  SENDCAT_POLICY: JSON.stringify(PATIENT),
  CONVEX_URL: stack.urls.convex,
  CONVEX_SELF_HOSTED_ADMIN_KEY: stack.convexAdminKey ?? "",
  UPSTASH_REDIS_REST_URL: stack.urls.redis,
  UPSTASH_REDIS_REST_TOKEN: stack.redisToken,
  UPSTASH_EMAIL: ACCOUNT.email,
  UPSTASH_API_KEY: ACCOUNT.apiKey,
  UPSTASH_API_URL: account.origin,
  OPENROUTER_API_KEY: "sk-or-v1-simulator",
  OPENROUTER_BASE_URL: stack.urls.openRouter,
  VERCEL_TOKEN: VERCEL.token,
  VERCEL_PROJECT_ID: VERCEL.projectId,
  VERCEL_API_URL: vercel.url,
});

async function rehearse(env = given()): Promise<RehearsalReport & { readonly code: number | null }> {
  const args = ["packages/reliability/src/cli/rehearse.ts", "--url", stack.urls.web, "--json"];
  const { code, out, err } = await runProgram(args, env, PATIENCE_MS);
  for (const [name, value] of Object.entries(given()))
    if (/KEY|TOKEN/.test(name)) expect(out + err).not.toContain(value);
  // safe because the test fails on what it reads of another shape
  return { code, ...(JSON.parse(out) as RehearsalReport) };
}

const told = (results: readonly CheckResult[], wanted: CheckResult["outcome"]) =>
  results.filter(({ outcome }) => outcome === wanted);

it(
  "a deployment that is set up as docs/deploy.md says is green in every part, for a fraction of a cent",
  async () => {
    const { code, results, costMicroUsd } = await rehearse();
    expect(told(results, "failed")).toEqual([]);
    expect(told(results, "not checked")).toEqual([]);
    // The simulated key has no limit, and a busy machine is slow.
    const warnings = told(results, "warning").map(({ name }) => name);
    expect(warnings.filter((name) => name !== "near the app")).toEqual(["the key"]);
    expect(code).toBe(0);
    expect(costMicroUsd).toBeGreaterThan(0);
    expect(costMicroUsd).toBeLessThan(20_000);
  },
  2 * PATIENCE_MS,
);

it(
  "a missing key, a wrong region, a rule that is not published and an old schema are each told with the step that mends it",
  async () => {
    vercel.dashboard.set({ region: "cdg1", variables: VARIABLES.filter((name) => name !== "OPENROUTER_API_KEY") });
    account.set({ primary_region: "eu-west-3" });
    const rule = vercel.config()?.rules.find(({ name }) => name.includes("chat-burst"));
    vercel.dashboard.removeRule(rule?.id ?? "");
    core.setContract("0bad0bad");
    const { code, results } = await rehearse({ ...given(), SENDCAT_SIGNING_KEY: "" });
    expect(code).toBe(1);
    expect(told(results, "failed")).toMatchObject([
      {
        part: "vercel",
        name: "the region",
        says: "the project's is cdg1, vercel.json has iad1",
        mend: expect.stringContaining("Function Region"),
      },
      {
        part: "vercel",
        name: "the app's variables",
        says: "production lacks OPENROUTER_API_KEY",
        mend: expect.stringContaining("step 8"),
      },
      {
        part: "vercel",
        name: "the firewall's rules",
        says: expect.stringContaining("not published: chat-burst"),
        mend: expect.stringContaining("pnpm waf push"),
      },
      {
        part: "convex",
        name: "one release",
        says: expect.stringContaining("0bad0bad"),
        mend: expect.stringContaining("npx convex deploy"),
      },
      {
        part: "upstash",
        name: "the database's settings",
        says: expect.stringContaining("eu-west-3"),
        mend: expect.stringContaining("step 3"),
      },
    ]);
    expect(told(results, "not checked").map(({ says }) => says)).toEqual(
      Array(2).fill("not set here: SENDCAT_SIGNING_KEY"),
    );
  },
  2 * PATIENCE_MS,
);
