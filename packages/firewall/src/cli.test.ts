import { spawn } from "node:child_process";
import { join } from "node:path";
import { createVercelFirewallSimulator, type VercelFirewallSimulator } from "@sendcat/local-simulators/vercel-firewall";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RULES } from "./rules.ts";
import { toVercelRule } from "./vercel/to-vercel-rule.ts";

const TOKEN = "tok_never_to_be_seen";
let vercel: VercelFirewallSimulator;

beforeEach(async () => {
  vercel = await createVercelFirewallSimulator({ token: TOKEN, projectId: "prj_1", teamId: "team_1" });
});
afterEach(() => vercel.close());

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command as an operator does. */
async function waf(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Run> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "cli.ts"), ...args], {
    env: {
      PATH: process.env["PATH"],
      VERCEL_TOKEN: TOKEN,
      VERCEL_PROJECT_ID: "prj_1",
      VERCEL_TEAM_ID: "team_1",
      VERCEL_API_URL: vercel.url,
      ...environment,
    },
  });
  const run = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (run.out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (run.err += text));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  expect(run.out + run.err).not.toContain(TOKEN);
  return { code, ...run };
}

const names = () => (vercel.config()?.rules ?? []).map(({ name }) => name.replace(/^sendcat\/([a-z-]+):.*/, "$1"));
const ids = RULES.map(({ id }) => id);
const ours = (id: string) => {
  const found = vercel.config()?.rules.find(({ name }) => name.startsWith(`sendcat/${id}:`));
  if (!found) throw new Error(`${id} is not there`);
  return found;
};
const writes = () => vercel.calls().filter((call) => !call.startsWith("GET"));
const deny = { mitigate: { action: "deny" } };
const handMade = {
  name: "Block the competitor",
  active: true,
  conditionGroup: [{ conditions: [{ type: "ja4_digest", op: "eq", value: "t13d1516h2" }] }],
  action: deny,
};

describe("push", () => {
  it("publishes our rules, and changes nothing the second time", async () => {
    const first = await waf(["push"]);
    expect(first).toMatchObject({ code: 0, err: "" });
    expect(first.out).toContain("Published.");
    expect(names()).toEqual(ids);
    expect(vercel.draft()).toBeNull();

    const before = JSON.stringify(vercel.config());
    const sent = writes().length;
    const second = await waf(["push"]);
    expect(second).toMatchObject({ code: 0, out: "Nothing to change.\n" });
    expect(writes()).toHaveLength(sent);
    expect(JSON.stringify(vercel.config())).toBe(before);
    expect(await waf(["diff"])).toMatchObject({ code: 0, out: "Nothing to change.\n" });
  });

  it("prints the changes on a dry run and sends nothing", async () => {
    const run = await waf(["push", "--dry-run", "--json"]);
    expect(run.code).toBe(2);
    expect(JSON.parse(run.out)).toMatchObject({ published: false, added: ids });
    expect(writes()).toEqual([]);
  });

  it("keeps and reports a rule that was edited by hand, until --overwrite restores it", async () => {
    await waf(["push"]);
    const { id } = ours("chat-burst");
    vercel.dashboard.editRule(id, { active: false });

    const kept = await waf(["push"]);
    expect(kept.code).toBe(2);
    expect(kept.out).toContain("! chat-burst  edited by hand on the dashboard, switched off: kept");
    expect(ours("chat-burst")).toMatchObject({ id, active: false });
    const diff = await waf(["diff", "--json"]);
    expect(diff.code).toBe(2);
    expect(JSON.parse(diff.out)).toMatchObject({ drifted: ["chat-burst"], changed: [] });

    expect(await waf(["push", "--overwrite"])).toMatchObject({ code: 0 });
    expect(ours("chat-burst")).toMatchObject({ id, active: true });
  });

  it("leaves rules made by hand and their places alone, and removes and restores only our own", async () => {
    await waf(["push"]);
    const hand = vercel.dashboard.addRule(handMade);
    vercel.dashboard.moveRule(hand, 1);
    vercel.dashboard.removeRule(ours("body-size").id);
    vercel.dashboard.moveRule(ours("session-burst").id, 0);
    const before = vercel.config()?.rules.find(({ id }) => id === hand);

    const run = await waf(["push"]);
    expect(run).toMatchObject({ code: 0, err: "" });
    expect(run.out).toContain("+ body-size");
    expect(run.out).toContain("Block the competitor  made by hand: kept");
    expect(names().filter((name) => name !== "Block the competitor")).toEqual(ids);
    expect(vercel.config()?.rules.find(({ id }) => id === hand)).toEqual(before);
    expect(await waf(["push"])).toMatchObject({ code: 0 });
  });

  it("removes a rule of ours that is no longer in this repository", async () => {
    await waf(["push"]);
    const { id, valid: _valid, validationErrors: _errors, ...rest } = ours("json-only");
    // An older version pushed it under another id; its fingerprint is intact.
    const old = toVercelRule({ ...(RULES[0] ?? expect.fail()), id: "old-rule" });
    vercel.dashboard.editRule(id, { ...rest, ...old });
    const run = await waf(["push"]);
    expect(run.code).toBe(0);
    expect(run.out).toContain("- old-rule");
    expect(names()).toEqual(ids);
  });

  it("neither publishes nor discards another person's unpublished changes unless told to", async () => {
    vercel.dashboard.stage({ action: "rules.insert", id: null, value: handMade });
    const run = await waf(["push"]);
    expect(run.code).toBe(1);
    expect(run.err).toContain("unpublished changes");
    expect(vercel.draft()?.rules).toHaveLength(1);
    expect(writes()).toEqual([]);

    expect(await waf(["push", "--discard-draft"])).toMatchObject({ code: 0 });
    expect(names()).toEqual(ids);
  });

  it("checks the plan's limits before it sends anything", async () => {
    const run = await waf(["push", "--plan", "hobby"]);
    expect(run.code).toBe(1);
    expect(run.err).toContain("2 rate-limit rules, the hobby plan takes 1");
    expect(writes()).toEqual([]);
  });

  it("leaves the live rules unchanged when Vercel refuses a rule", async () => {
    await vercel.close();
    vercel = await createVercelFirewallSimulator({ token: TOKEN, projectId: "prj_1", teamId: "team_1", plan: "hobby" });
    const run = await waf(["push"]);
    expect(run.code).toBe(1);
    expect(run.err).toContain("Your plan allows 1 rate limit rules");
    expect(vercel.config()).toBeNull();
    expect(vercel.draft()).toBeNull();
  });
});

describe("when Vercel fails", () => {
  it("retries after a 429 and a 500, and inserts no rule twice", async () => {
    vercel.fail({ status: 429, method: "GET", retryAfterSeconds: 1 });
    vercel.fail({ status: 500, method: "PATCH", after: 3, carriedOut: true });
    vercel.fail({ status: 503, method: "POST", carriedOut: true });
    const run = await waf(["push"]);
    expect(run).toMatchObject({ code: 0, err: "" });
    expect(names()).toEqual(ids);
  });

  it("gives up after a bounded number of attempts and leaves the live rules alone", async () => {
    vercel.dashboard.addRule(handMade);
    vercel.fail({ status: 500, method: "PATCH", times: 1_000 });
    const run = await waf(["push"]);
    expect(run.code).toBe(1);
    expect(run.err).toContain("Vercel answered 500");
    expect(names()).toEqual(["Block the competitor"]);
    expect(writes().length).toBeLessThan(20);
  });

  it("says that Vercel cannot be reached, without an internal address", async () => {
    await vercel.close();
    const run = await waf(["diff"]);
    expect(run.code).toBe(1);
    expect(run.err).toContain("could not be reached");
  });
});

describe("an operator's mistakes", () => {
  it.each<[string, readonly string[], Readonly<Record<string, string>>, string]>([
    ["a bad token", ["push"], { VERCEL_TOKEN: "tok_wrong" }, "does not accept VERCEL_TOKEN"],
    ["no token", ["push"], { VERCEL_TOKEN: "" }, "VERCEL_TOKEN is not set"],
    ["another project", ["diff"], { VERCEL_PROJECT_ID: "prj_2" }, "Project not found"],
    ["no team", ["diff"], { VERCEL_TEAM_ID: "" }, "permission"],
    ["a plan there is not", ["push", "--plan", "free"], {}, "--plan"],
    ["an unknown flag", ["push", "--force"], {}, "--force"],
  ])("are reported: %s", async (_name, args, environment, said) => {
    const run = await waf(args, environment);
    expect(run.code).toBe(1);
    expect(run.err).toContain(said);
    expect(run.err).not.toContain("tok_");
    expect(run.err).not.toMatch(/^ +at /m);
    expect(vercel.config()).toBeNull();
  });

  it("are reported as JSON for programs", async () => {
    const run = await waf(["push", "--json"], { VERCEL_TOKEN: "wrong" });
    expect(JSON.parse(run.out)).toMatchObject({ error: { code: "forbidden" } });
  });

  it("are reported as JSON for an unknown option too", async () => {
    const run = await waf(["push", "--json", "--force"]);
    expect(run.code).toBe(1);
    expect(JSON.parse(run.out)).toMatchObject({ error: { code: "invalid_request" } });
  });

  it("are answered with the usage", async () => {
    expect(await waf(["--help"])).toMatchObject({ code: 0, out: expect.stringContaining("Usage: pnpm waf") });
    expect(await waf(["destroy"])).toMatchObject({ code: 1, out: "", err: expect.stringContaining("pnpm waf --help") });
    expect(await waf([])).toMatchObject({ code: 1, err: expect.stringContaining("missing required argument") });
  });
});

it("pull prints the rules as data, and unchanged where our types cannot express them", async () => {
  await waf(["push"]);
  const hand = vercel.dashboard.addRule(handMade);
  const run = await waf(["pull"]);
  expect(run.code).toBe(0);
  // safe because the next lines compare the whole value
  const { rules } = JSON.parse(run.out) as {
    rules: { handMade: boolean; remoteId: string; rule?: unknown; json?: unknown }[];
  };
  expect(rules.filter((one) => !one.handMade).map(({ rule }) => rule)).toEqual(RULES);
  expect(rules.at(-1)).toMatchObject({ remoteId: hand, handMade: true, json: { name: "Block the competitor" } });
});
