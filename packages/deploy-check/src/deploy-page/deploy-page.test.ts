import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { REPO_ROOT } from "@sendcat/local-stack";
import { longTestTimeoutMs, runsOf } from "@sendcat/test-depth";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyCheckout } from "../copy-checkout.ts";
import { machineEnv } from "../machine-env.ts";
import { fillIn } from "./fill-in.ts";
import { KNOWN_COMMANDS, knownCommand, type KnownCommand } from "./known-commands.ts";
import { readDeployPage } from "./read-deploy-page.ts";
import { startStandIns, type StandIns } from "./stand-ins.ts";
import { openVisitor, type Visitor } from "./visitor.ts";

const run = promisify(execFile);
const page = readDeployPage(readFileSync(join(REPO_ROOT, "docs/deploy.md"), "utf8"));
const EMAIL = "operator@sendcat.test";
const MAIL_FROM = "Sendcat <hello@sendcat.test>";

let folder: string;
let accounts: StandIns;
let visitor: Visitor;
/** What the reader has done so far: commands, `export`s, and what the commands printed. */
const done: string[] = [];
const exported: string[] = [];
const learnt = { signingKey: "", operatorId: "", sessionToken: "" };

interface Step {
  readonly before?: (line: string) => void | Promise<void>;
  readonly says?: RegExp;
  readonly after?: (output: string) => void | Promise<void>;
}

/** What each command needs, and what it must achieve. */
const STEPS: Readonly<Record<KnownCommand, Step>> = {
  install: {},
  makeSigningKey: { after: (output) => void (learnt.signingKey = output.trim()) },
  export: { before: (line) => void exported.push(line) },
  setConvexVariable: {},
  deployCore: { before: mustKnowSignInSettings, says: /Deployed Convex functions/ },
  publishRules: { before: deployWeb, says: /Published\./ },
  rehearse: { says: /^green: .* 0 failed, 0 not checked/m },
  probe: { says: /^green: (\d+) of \1 probes/m },
  makeOperator: { before: signIn, after: mustBeOperator },
};

describe("the deploy page", () => {
  it("has every step that its test follows, and no other", () => {
    const steps: ReadonlySet<string> = new Set(page.blocks.flat().map(knownCommand));
    expect(Object.keys(KNOWN_COMMANDS).filter((name) => !steps.has(name))).toEqual([]);
  });
});

if (runsOf("deploy-page") > 0)
  describe("the deploy page, followed from empty accounts", () => {
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), "sendcat-deploy-"));
      copyCheckout(join(folder, "checkout"));
      const portBase = Number(process.env["SENDCAT_DRILL_PORT_BASE"] || "18000") + 800;
      accounts = await startStandIns(portBase, join(folder, "data"), page.policy);
      visitor = openVisitor(accounts.app);
      await tellConvexWhatIsLocal();
    }, longTestTimeoutMs());
    afterAll(async () => {
      await accounts?.close();
      rmSync(folder, { recursive: true, force: true });
    });

    it.each(page.blocks.map((block, index) => ({ block, name: `${index + 1}. ${block.at(-1)?.slice(0, 70)}` })))(
      "$name",
      async ({ block }) => {
        for (const command of block) await follow(command);
      },
      longTestTimeoutMs(),
    );

    it.each(["search_web", "search_global", "search_products"])(
      "ends with an app that answers by %s",
      async (tool) => {
        const { token } = await visitor.session();
        const stream = await visitor.ask(
          `[[sim:tool-call tool-call=${tool} query=duty+on+phones]] Duty on phones?`,
          token,
        );
        expect(stream).toContain("tool-output-available");
        expect(stream).toContain("data: [DONE]");
      },
      60_000,
    );

    it("ends with a core that names conversations by a model and shares the app's Redis", async () => {
      const { token } = await visitor.session();
      await visitor.ask("Please find me what is dearest in Kingston, today", token);
      // Without a key in Convex the question's first words stay.
      const threads = () => visitor.get("/api/threads", token);
      const named = { items: [{ title: "Dearest in Kingston today" }] };
      await expect.poll(threads, { timeout: 30_000, interval: 1_000 }).toMatchObject(named);
      expect(await shell("npx convex run toolCache:list")).toContain("search_web");
    }, 120_000);

    it("ends with a provider to sign in with", async () => {
      expect(await visitor.get("/api/account/providers")).toMatchObject({ providers: [{ id: "islandid" }] });
    });

    it("ends with an app that sells a plan", async () => {
      const { token } = await visitor.session({}, learnt.sessionToken);
      const checkout = await visitor.post("/api/billing/checkout", { plan: "plus", currency: "usd" }, token);
      // safe because another shape has no address to pay at
      const { url } = checkout as { readonly url: string };
      const card = new URLSearchParams({ card: "4242 4242 4242 4242" });
      expect((await fetch(url, { method: "POST", body: card, redirect: "manual" })).status).toBe(303);
      const plan = async () => {
        const renewed = await visitor.session({}, learnt.sessionToken);
        return await visitor.get("/api/quota", renewed.token);
      };
      await expect.poll(plan, { timeout: 20_000, interval: 1_000 }).toMatchObject({ plan: "plus" });
    }, 60_000);
  });

async function follow(command: string): Promise<void> {
  const step = STEPS[knownCommand(command)];
  const asReader = () =>
    fillIn(command.replace("guest:...", learnt.operatorId || "guest:unknown"), {
      variables: { ...accounts.noted, SENDCAT_SIGNING_KEY: learnt.signingKey, SENDCAT_MAIL_FROM: MAIL_FROM },
      texts: { "https://YOUR-APP": accounts.app },
    });
  await step.before?.(asReader());
  const line = asReader();
  const output = await shell(line);
  done.push(line);
  if (step.says) expect(output).toMatch(step.says);
  await step.after?.(output);
}

/** Runs a command in the copied checkout, with what the reader has exported. */
async function shell(line: string): Promise<string> {
  const env = { ...machineEnv(join(folder, "npm")), NO_COLOR: "1", ...accounts.local.commands };
  const options = { cwd: join(folder, "checkout"), env, timeout: longTestTimeoutMs() };
  const { stdout, stderr } = await run("sh", ["-c", [...exported, line].join("\n")], options).catch(
    (error: unknown) => {
      // safe because this function rejects with them
      const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
      throw new Error(`${line}\n${stdout}${stderr}\n${accounts.tail()}`, { cause: error });
    },
  );
  return stdout + stderr;
}

/** The platform refuses functions whose sign-in settings read a variable that is not set; the embedded deployment does not. */
function mustKnowSignInSettings(): void {
  const source = readFileSync(join(REPO_ROOT, "convex/auth.config.ts"), "utf8");
  const read = [...source.matchAll(/process\.env\.(\w+)/g)].map(([, name]) => name);
  expect(read.length).toBeGreaterThan(0);
  expect(read.filter((name) => !done.some((line) => line.startsWith(`npx convex env set ${name} `)))).toEqual([]);
}

/** The app gets the variables that the page names, and no others. */
async function deployWeb(): Promise<void> {
  const known: Readonly<Record<string, string>> = {
    ...accounts.noted,
    SENDCAT_SIGNING_KEY: learnt.signingKey,
    SENDCAT_ISSUER: accounts.app,
    SENDCAT_OPERATOR_NAME: "An operator",
    SENDCAT_OPERATOR_ADDRESS: "1 Street, Kingston",
    SENDCAT_OPERATOR_COUNTRY: "Jamaica",
    SENDCAT_SUPPORT_EMAIL: "help@sendcat.example",
    SENDCAT_TOOLS: "search_web,search_global,search_products",
  };
  const named = page.webVariables.map((name) => [name, known[name] ?? expect.fail(`no value for ${name}`)]);
  await accounts.deployWeb(Object.fromEntries(named));
}

async function signIn(): Promise<void> {
  const sinceMs = Date.now();
  await visitor.post("/api/account/code", { email: EMAIL });
  const mailed = async (): Promise<string> => {
    const response = await fetch(`${accounts.mail}/admin/letters?to=${encodeURIComponent(EMAIL)}`);
    // safe because another shape has no code in it
    const body = (await response.json()) as { letters: readonly { subject: string; from: string; atMs: number }[] };
    const letter = body.letters.find(({ atMs, from }) => atMs >= sinceMs && from === MAIL_FROM);
    return /^\d{6}/.exec(letter?.subject ?? "")?.[0] ?? "";
  };
  await expect.poll(mailed, { timeout: 20_000 }).not.toBe("");
  const { id, sessionToken } = await visitor.session({ signIn: { email: EMAIL, code: await mailed() } });
  learnt.operatorId = id;
  learnt.sessionToken = sessionToken;
}

async function mustBeOperator(): Promise<void> {
  const { token } = await visitor.session({}, learnt.sessionToken);
  expect(await visitor.get("/api/ops/snapshot", token)).not.toBeNull();
}

/** Only this machine's deployment needs these, so the page does not name them. */
async function tellConvexWhatIsLocal(): Promise<void> {
  const { CONVEX_URL = "", CONVEX_DEPLOY_KEY = "" } = accounts.noted;
  const changes = Object.entries(accounts.local.convex).map(([name, value]) => ({ name, value }));
  const response = await fetch(`${CONVEX_URL}/api/update_environment_variables`, {
    method: "POST",
    headers: { authorization: `Convex ${CONVEX_DEPLOY_KEY}`, "content-type": "application/json" },
    body: JSON.stringify({ changes }),
  });
  expect(response.status).toBe(200);
}
