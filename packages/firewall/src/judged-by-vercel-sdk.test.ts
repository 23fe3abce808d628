import { createVercelFirewallSimulator } from "@sendcat/local-simulators/vercel-firewall";
import { vercelAnswerProblems, vercelChangeProblems } from "@sendcat/vendor-judges/vercel";
import { afterAll, describe, expect, it } from "vitest";
import { createFirewallApi, type FirewallPatch } from "./publish/firewall-api.ts";
import { pushRules } from "./publish/push-rules.ts";
import { RULES } from "./rules.ts";

const vercel = await createVercelFirewallSimulator({ token: "tok_test", projectId: "prj_1" });
afterAll(() => vercel.close());

const changes: FirewallPatch[] = [];
const reads: unknown[] = [];
const api = createFirewallApi({
  baseUrl: vercel.url,
  token: "tok_test",
  projectId: "prj_1",
  teamId: null,
  sleep: async () => {},
  async fetch(input, init) {
    const response = await fetch(input, init);
    // safe because the client's own type says what it sends
    if (init?.method === "PATCH") changes.push(JSON.parse(String(init.body)) as FirewallPatch);
    if (init?.method === "GET") reads.push(await response.clone().json());
    return response;
  },
});
const options = { plan: "pro", overwrite: true, dryRun: false, discardDraft: false } as const;

describe("what pnpm waf exchanges with Vercel, by the schemas of Vercel's own SDK", () => {
  it("is what Vercel publishes, for every rule of ours and for every kind of change", async () => {
    await pushRules(api, RULES, options);
    const [first, second] = (vercel.config()?.rules ?? []).map(({ id }) => id);
    vercel.dashboard.editRule(first ?? "", { active: false });
    vercel.dashboard.moveRule(second ?? "", RULES.length - 1);
    await pushRules(api, RULES.slice(0, -1), options);
    const actions = new Set(changes.map(({ action }) => action));
    expect(actions).toEqual(new Set(["rules.insert", "rules.update", "rules.remove", "rules.priority"]));
    for (const change of changes) expect(vercelChangeProblems(change), JSON.stringify(change)).toEqual([]);
    for (const read of reads) expect(vercelAnswerProblems("GET config", read)).toEqual([]);
  });
});
