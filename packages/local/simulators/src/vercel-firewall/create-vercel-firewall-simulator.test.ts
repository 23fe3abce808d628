import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  createVercelFirewallSimulator,
  type VercelFirewallSimulator,
  type VercelFirewallSimulatorOptions,
} from "./create-vercel-firewall-simulator.ts";

const PATH = "/v1/security/firewall/config";
const options: VercelFirewallSimulatorOptions = { token: "tok_test", projectId: "prj_1" };
let vercel: VercelFirewallSimulator;

/** The fields of an answer that the tests read. */
interface Answer {
  readonly error: { readonly code: string; readonly message: string };
  readonly rules: readonly { readonly id: string; readonly name: string }[];
  readonly active: Pick<Answer, "rules">;
  readonly draft: unknown;
  readonly versions: readonly unknown[];
}

async function call(method: string, body?: unknown, path = PATH, query = "projectId=prj_1", token = "tok_test") {
  const response = await fetch(`${vercel.url}${path}?${query}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  // safe because each test names the fields it reads
  return { status: response.status, body: (text === "" ? null : JSON.parse(text)) as Answer };
}

const condition = { type: "path", op: "pre", value: "/wp" };
const rule = {
  name: "Block WordPress",
  active: true,
  conditionGroup: [{ conditions: [condition] }],
  action: { mitigate: { action: "deny", rateLimit: null, redirect: null, actionDuration: null } },
};
const withCondition = (change: object) => ({
  ...rule,
  conditionGroup: [{ conditions: [{ ...condition, ...change }] }],
});
const limit = { algo: "fixed_window", window: 60, limit: 10, keys: ["ip"] };
const withLimit = (change: object) => ({
  ...rule,
  action: { mitigate: { action: "rate_limit", rateLimit: { ...limit, ...change } } },
});
const insert = (value: unknown) => ({ action: "rules.insert", id: null, value });

describe("the rules of one project", () => {
  beforeAll(async () => {
    vercel = await createVercelFirewallSimulator(options);
  });
  afterAll(() => vercel.close());

  it.each<[string, unknown]>([
    ["is no object", 1],
    ["`name`", { ...rule, name: undefined }],
    ["`name` should", { ...rule, name: "" }],
    ["160", { ...rule, name: "n".repeat(161) }],
    ["256", { ...rule, description: "d".repeat(257) }],
    ["`active`", { ...rule, active: "yes" }],
    ["`conditionGroup`", { ...rule, conditionGroup: [] }],
    ["25 items", { ...rule, conditionGroup: Array.from({ length: 26 }, () => ({ conditions: [condition] })) }],
    ["`conditions`", { ...rule, conditionGroup: [{ conditions: [] }] }],
    ["`type`", withCondition({ type: "mood" })],
    ["`op`", withCondition({ op: "like" })],
    ["`neg`", withCondition({ neg: "no" })],
    ["`key`", withCondition({ type: "header" })],
    ["non-empty string", withCondition({ value: "" })],
    ["array of strings", withCondition({ op: "inc", value: [] })],
    ["number", withCondition({ op: "gt", value: "many" })],
    ["512", withCondition({ op: "re", value: "x".repeat(513) })],
    ["regular expression", withCondition({ op: "re", value: "(" })],
    ["`mitigate`", { ...rule, action: {} }],
    ["`mitigate.action`", { ...rule, action: { mitigate: { action: "tarpit" } } }],
    ["`actionDuration`", { ...rule, action: { mitigate: { action: "deny", actionDuration: "2h" } } }],
    ["redirect", { ...rule, action: { mitigate: { action: "redirect" } } }],
    ["`rateLimit`", { ...rule, action: { mitigate: { action: "rate_limit" } } }],
    ["`algo`", withLimit({ algo: "leaky_bucket" })],
    ["`window`", withLimit({ window: 9 })],
    ["`window`", withLimit({ window: 3_601 })],
    ["`limit`", withLimit({ limit: 0 })],
    ["`limit`", withLimit({ limit: 10_000_001 })],
    ["`keys`", withLimit({ keys: [] })],
    ["Enterprise", withLimit({ keys: ["header:x-user"] })],
    ["`rateLimit.action`", withLimit({ action: "redirect" })],
    ["additional property", { ...rule, priority: 1 }],
  ])("refuses what Vercel refuses: %s", async (said, value) => {
    const answer = await call("PATCH", insert(value));
    expect(answer).toMatchObject({ status: 400, body: { error: { code: "bad_request" } } });
    if (said !== "is no object") expect(answer.body.error.message).toContain(said);
    expect(vercel.config()).toBeNull();
  });

  it("refuses invalid changes", async () => {
    for (const body of [
      { action: "rules.explode", value: 1 },
      { value: rule },
      { action: "rules.update", value: rule },
      "{",
    ])
      expect((await call("PATCH", body)).status).toBe(400);
    expect((await call("PATCH", { action: "rules.remove", id: "rule_none", value: null })).status).toBe(404);
    expect((await call("PUT", { rules: [] })).status).toBe(400);
    expect((await call("POST", {}, `${PATH}/draft/activate`)).status).toBe(404);
    expect((await call("DELETE", undefined, `${PATH}/draft`)).status).toBe(404);
    expect((await call("GET", undefined, `${PATH}/active`)).status).toBe(404);
  });

  it("requires the token, the project and a known path", async () => {
    expect((await call("GET", undefined, PATH, "projectId=prj_1", "tok_other")).status).toBe(403);
    expect((await fetch(`${vercel.url}${PATH}?projectId=prj_1`)).status).toBe(401);
    expect((await call("GET", undefined, PATH, "")).status).toBe(400);
    expect((await call("GET", undefined, PATH, "projectId=prj_2")).status).toBe(404);
    expect((await call("GET", undefined, "/v1/security/elsewhere")).status).toBe(404);
  });
});

describe("drafts and versions", () => {
  beforeEach(async () => {
    vercel = await createVercelFirewallSimulator(options);
    return () => vercel.close();
  });

  it("changes the live rules at once by PATCH; a draft changes them only when it is activated", async () => {
    const live = await call("PATCH", insert(rule));
    expect(live).toMatchObject({ status: 200, body: { version: 1, rules: [{ name: rule.name, valid: true }] } });
    const staged = await call("PATCH", insert({ ...rule, name: "Second" }), `${PATH}/draft`);
    expect(staged.body.rules).toHaveLength(2);
    await call("PATCH", { action: "rules.priority", id: staged.body.rules[1]?.id, value: 0 }, `${PATH}/draft`);
    expect((await call("GET")).body).toMatchObject({ active: { version: 1 }, draft: { changes: [{}, {}] } });

    await call("POST", {}, `${PATH}/draft/activate`);
    const { body } = await call("GET");
    expect(body.active.rules.map(({ name }) => name)).toEqual(["Second", rule.name]);
    expect(body.draft).toBeNull();
    expect(body.versions).toHaveLength(2);
    expect((await call("GET", undefined, `${PATH}/1`)).body.rules).toHaveLength(1);
  });

  it("discards a draft, and replaces everything by PUT", async () => {
    await call("PATCH", insert(rule), `${PATH}/draft`);
    expect((await call("DELETE", undefined, `${PATH}/draft`)).status).toBe(204);
    expect(vercel.draft()).toBeNull();
    const put = await call("PUT", { firewallEnabled: true, rules: [rule, withLimit({})], ips: [] });
    expect(put).toMatchObject({ status: 200, body: { active: { version: 1 } } });
    expect(vercel.config()?.rules).toHaveLength(2);
  });

  it("can be edited by hand like the dashboard, and fails on demand", async () => {
    const id = vercel.dashboard.addRule(rule);
    vercel.dashboard.editRule(id, { active: false });
    expect(vercel.config()?.rules).toMatchObject([{ id, active: false }]);
    vercel.fail({ status: 429, retryAfterSeconds: 3 });
    vercel.fail({ status: 500, method: "PATCH", carriedOut: true });
    const limited = await fetch(`${vercel.url}${PATH}?projectId=prj_1`, {
      headers: { authorization: "Bearer tok_test" },
    });
    expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "3"]);
    expect((await call("PATCH", insert(rule))).status).toBe(500);
    expect(vercel.config()?.rules).toHaveLength(2);
    expect((await call("GET")).status).toBe(200);
  });

  it.each([
    ["hobby" as const, 1],
    ["pro" as const, 40],
  ])("limits the %s plan to %i rate limits", async (plan, allowed) => {
    await vercel.close();
    vercel = await createVercelFirewallSimulator({ ...options, plan });
    for (let count = 0; count < allowed; count += 1) vercel.dashboard.addRule(withLimit({}));
    expect(await call("PATCH", insert(withLimit({})))).toMatchObject({
      status: 400,
      body: { error: { code: "rule_limit_exceeded" } },
    });
  });
});

describe("the project's settings", () => {
  beforeAll(async () => {
    vercel = await createVercelFirewallSimulator(options);
  });
  afterAll(() => vercel.close());

  // Held to Vercel's REST API reference, Projects: find a project, retrieve its environment variables.
  it("are told by the calls that the dashboard's pages are made of, names of variables without values", async () => {
    vercel.dashboard.set({ region: "cdg1", attackMode: true, variables: ["CONVEX_URL"] });
    expect((await call("GET", undefined, "/v9/projects/prj_1", "")).body).toMatchObject({
      id: "prj_1",
      resourceConfig: { functionDefaultRegions: ["cdg1"] },
      security: { attackModeEnabled: true },
    });
    const { body } = await call("GET", undefined, "/v10/projects/prj_1/env", "");
    expect(body).toMatchObject({
      envs: [{ key: "CONVEX_URL", type: "sensitive", value: "", target: ["production", "preview"] }],
    });
    expect((await call("GET", undefined, "/v9/projects/prj_2", "")).status).toBe(404);
    expect((await call("GET", undefined, "/v9/projects/prj_1", "", "tok_other")).status).toBe(403);
  });
});
