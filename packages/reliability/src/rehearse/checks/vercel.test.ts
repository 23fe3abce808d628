import { requiredVariables } from "@sendcat/assembly";
import { createVercelFirewallSimulator, type VercelFirewallSimulator } from "@sendcat/local-simulators/vercel-firewall";
import { DEFAULT_POLICY } from "@sendcat/shared-types";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { openDeployment, type Deployment } from "../deployment.ts";
import { runProgram } from "../run-program.ts";
import { fakeServer, type FakeServer } from "../testing/fake-server.ts";
import { vercelAttackMode } from "./vercel-attack-mode.ts";
import { vercelFirewall } from "./vercel-firewall.ts";
import { vercelRegion } from "./vercel-region.ts";
import { vercelSecrets } from "./vercel-secrets.ts";
import { vercelVariables } from "./vercel-variables.ts";

/** What waits for processes on a busy machine. */
const PROCESSES_MS = 120_000;
const VARIABLES = requiredVariables(DEFAULT_POLICY);
let vercel: VercelFirewallSimulator;
let app: FakeServer;
let ranIn = "iad1";
const env = () => ({
  VERCEL_TOKEN: "tok_test",
  VERCEL_PROJECT_ID: "prj_1",
  VERCEL_TEAM_ID: "team_1",
  VERCEL_API_URL: vercel.url,
});
const deployment = (): Deployment => openDeployment(app.origin, env());

beforeAll(async () => {
  vercel = await createVercelFirewallSimulator({ token: "tok_test", projectId: "prj_1", teamId: "team_1" });
  app = await fakeServer({ "GET /api/health": () => ({ headers: { "x-vercel-id": `mia1::${ranIn}::abc-1-2` } }) });
});
beforeEach(() => {
  ranIn = "iad1";
  vercel.dashboard.set({ region: "iad1", attackMode: false, variables: VARIABLES });
});
afterAll(async () => {
  await vercel?.close();
  await app?.close();
});

it("a project in another region than vercel.json's is told, and so is an app that ran elsewhere", async () => {
  expect(await vercelRegion.look(deployment())).toEqual({ outcome: "ok", says: "iad1" });
  ranIn = "fra1";
  expect(await vercelRegion.look(deployment())).toEqual({
    outcome: "failed",
    says: "the app ran in fra1, vercel.json has iad1",
  });
  vercel.dashboard.set({ region: "cdg1" });
  expect(await vercelRegion.look(deployment())).toEqual({
    outcome: "failed",
    says: "the project's is cdg1, vercel.json has iad1",
  });
});

it("a variable that production lacks is told by name", async () => {
  expect((await vercelVariables.look(deployment())).outcome).toBe("ok");
  vercel.dashboard.set({ variables: VARIABLES.filter((name) => name !== "OPENROUTER_API_KEY") });
  expect(await vercelVariables.look(deployment())).toEqual({
    outcome: "failed",
    says: "production lacks OPENROUTER_API_KEY",
  });
});

it("a secret that only another part reads is told by name", async () => {
  expect((await vercelSecrets.look(deployment())).outcome).toBe("ok");
  vercel.dashboard.set({ variables: [...VARIABLES, "STRIPE_SECRET_KEY", "RESEND_API_KEY", "CONVEX_DEPLOY_KEY"] });
  expect(await vercelSecrets.look(deployment())).toEqual({
    outcome: "warning",
    says: "production has RESEND_API_KEY, CONVEX_DEPLOY_KEY",
  });
});

it("attack mode that was left on is told, for it shuts native apps out", async () => {
  expect((await vercelAttackMode.look(deployment())).outcome).toBe("ok");
  vercel.dashboard.set({ attackMode: true });
  expect((await vercelAttackMode.look(deployment())).outcome).toBe("warning");
});

it(
  "rules that are not published, and rules that were edited by hand, are told by name",
  async () => {
    const unpublished = await vercelFirewall.look(deployment());
    expect(unpublished).toMatchObject({
      outcome: "failed",
      says: expect.stringMatching(/^not published: .*chat-burst/),
    });
    expect((await runProgram(["packages/firewall/src/cli.ts", "push"], env())).code).toBe(0);
    expect(await vercelFirewall.look(deployment())).toMatchObject({ outcome: "ok" });
    const edited = vercel.config()?.rules.find(({ name }) => name.includes("chat-burst"));
    vercel.dashboard.editRule(edited?.id ?? "", { active: false });
    expect(await vercelFirewall.look(deployment())).toMatchObject({
      outcome: "warning",
      says: "edited by hand: chat-burst",
    });
  },
  PROCESSES_MS,
);

it(
  "a token that Vercel does not take is a failure in words",
  async () => {
    const stranger = openDeployment(app.origin, { ...env(), VERCEL_TOKEN: "tok_other" });
    expect(await vercelFirewall.look(stranger)).toMatchObject({
      outcome: "failed",
      says: expect.stringContaining("VERCEL_TOKEN"),
    });
    await expect(vercelRegion.look(stranger)).rejects.toThrow("answered 403");
  },
  PROCESSES_MS,
);
