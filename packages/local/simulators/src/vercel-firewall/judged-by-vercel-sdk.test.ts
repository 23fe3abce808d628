import { vercelAnswerProblems } from "@sendcat/vendor-judges/vercel";
import { afterAll, describe, expect, it } from "vitest";
import { createVercelFirewallSimulator } from "./create-vercel-firewall-simulator.ts";

const vercel = await createVercelFirewallSimulator({ token: "tok_test", projectId: "prj_1", plan: "enterprise" });
afterAll(() => vercel.close());

const CONFIG = "/v1/security/firewall/config";

async function call(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${vercel.url}${path}?projectId=prj_1`, {
    method,
    headers: { authorization: "Bearer tok_test" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(response.ok, `${method} ${path}`).toBe(true);
  return await response.json();
}

const conditions = [
  { type: "path", op: "pre", value: "/wp" },
  { type: "header", key: "x-cat", op: "inc", neg: true, value: ["a", "b"] },
  { type: "cookie", key: "seen", op: "nex" },
  { type: "geo_as_number", op: "gt", value: 64_500 },
];
const rateLimit = { algo: "token_bucket", window: 60, limit: 10, keys: ["ip", "header:x-cat"], action: "challenge" };
const ACTIONS = [
  { action: "deny", actionDuration: "5m" },
  { action: "rate_limit", rateLimit },
  { action: "redirect", redirect: { location: "/away", permanent: false } },
];

describe("the simulated Vercel firewall, by the schemas of Vercel's own SDK", () => {
  it("shows an empty project, a draft, the active configuration and its versions as Vercel does", async () => {
    expect(vercelAnswerProblems("GET config", await call("GET", CONFIG))).toEqual([]);
    for (const mitigate of ACTIONS) {
      const value = { name: mitigate.action, active: true, conditionGroup: [{ conditions }], action: { mitigate } };
      const draft = await call("PATCH", `${CONFIG}/draft`, { action: "rules.insert", value });
      expect(vercelAnswerProblems("GET version", draft)).toEqual([]);
    }
    const address = { ip: "203.0.113.7", hostname: "shop.test", action: "deny", notes: "a scraper" };
    await call("PATCH", `${CONFIG}/draft`, { action: "ip.insert", value: address });
    await call("PATCH", `${CONFIG}/draft`, {
      action: "crs.update",
      id: "sqli",
      value: { active: true, action: "log" },
    });
    const managed = { action: "managedRules.update", id: "ai_bots", value: { active: true, action: "deny" } };
    await call("PATCH", `${CONFIG}/draft`, managed);
    expect(vercelAnswerProblems("GET config", await call("GET", CONFIG))).toEqual([]);
    await call("POST", `${CONFIG}/draft/activate`, {});
    expect(vercelAnswerProblems("GET config", await call("GET", CONFIG))).toEqual([]);
    for (const version of ["active", "1"])
      expect(vercelAnswerProblems("GET version", await call("GET", `${CONFIG}/${version}`))).toEqual([]);
  });

  it("shows the project's settings and variables as Vercel does", async () => {
    vercel.dashboard.set({ attackMode: true, variables: ["OPENROUTER_API_KEY"] });
    expect(vercelAnswerProblems("GET project", await call("GET", "/v9/projects/prj_1"))).toEqual([]);
    expect(vercelAnswerProblems("GET env", await call("GET", "/v10/projects/prj_1/env"))).toEqual([]);
  });
});
