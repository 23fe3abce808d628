import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { REPO_ROOT } from "@sendcat/local-stack";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyCheckout } from "../copy-checkout.ts";
import { fillIn } from "./fill-in.ts";
import { readDeployPage } from "./read-deploy-page.ts";
import { startStandIns, type StandIns } from "./stand-ins.ts";

const run = promisify(execFile);
const page = readDeployPage(readFileSync(join(REPO_ROOT, "docs/deploy.md"), "utf8"));
const EMAIL = "operator@sendcat.test";
/** A block of seven commands has to pass on a busy machine, too. */
const BLOCK_TIMEOUT_MS = 600_000;

let folder: string;
let accounts: StandIns;
/** What the reader has done so far: commands, `export`s, and what the commands printed. */
const done: string[] = [];
const exported: string[] = [];
const learnt = { signingKey: "", operatorId: "", sessionToken: "" };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "sendcat-deploy-"));
  copyCheckout(join(folder, "checkout"));
  const portBase = Number(process.env["SENDCAT_DRILL_PORT_BASE"] || "18000") + 800;
  accounts = await startStandIns(portBase, join(folder, "data"));
  await tellConvexTheAddresses();
}, 180_000);
afterAll(async () => {
  await accounts?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface KnownCommand {
  readonly command: RegExp;
  readonly says?: RegExp;
  readonly before?: (line: string) => void | Promise<void>;
  readonly after?: (output: string) => void | Promise<void>;
}

/** Every command of the page, with what it must achieve. An unknown command fails the test. */
const KNOWN: readonly KnownCommand[] = [
  { command: /^npx -y pnpm@12 install$/ },
  { command: /^node -e '.+'$/, after: (output) => void (learnt.signingKey = output.trim()) },
  { command: /^export [A-Z_]+='.+'$/, before: (line) => void exported.push(line) },
  { command: /^npx convex env set [A-Z_]+ \S/ },
  { command: /^npx convex deploy$/, before: mustKnowSignInSettings, says: /Deployed Convex functions/ },
  { command: /^VERCEL_TOKEN='.+' npx -y pnpm@12 waf push$/, before: deployWeb, says: /Published\./ },
  { command: /^SENDCAT_SIGNING_KEY='.+' npx -y pnpm@12 gate --url /, says: /^green: (\d+) of \1 probes/m },
  { command: /^npx convex run accounts:setRole /, before: signIn, after: mustBeOperator },
];

describe("the deploy page, followed from empty accounts", () => {
  it.each(page.blocks.map((block, index) => ({ block, name: `${index + 1}. ${block.slice(0, 70)}` })))(
    "$name",
    async ({ block }) => {
      const commands = block.split("\n").map((line) => line.replace(/\s+# .*$/, ""));
      for (const command of commands) await follow(command);
    },
    BLOCK_TIMEOUT_MS,
  );

  it("ends with an app that answers by a search of the core", async () => {
    const { token } = await session({});
    const turn = {
      trigger: "submit-message",
      turnId: crypto.randomUUID(),
      threadId: crypto.randomUUID(),
      message: {
        id: crypto.randomUUID(),
        parts: [{ type: "text", text: "[[sim:tool-call tool-call=search_web query=duty+on+phones]] Duty on phones?" }],
      },
    };
    const answer = await post("/api/chat", turn, token);
    const stream = await answer.text();
    expect(stream).toContain("tool-output-available");
    expect(stream).toContain("data: [DONE]");
  }, 60_000);
});

async function follow(command: string): Promise<void> {
  const values = {
    variables: {
      ...accounts.noted,
      SENDCAT_SIGNING_KEY: learnt.signingKey,
      SENDCAT_MAIL_FROM: "Sendcat <hello@sendcat.test>",
    },
    texts: { "https://YOUR-APP": accounts.app },
  };
  const known = KNOWN.find(({ command: pattern }) => pattern.test(fillIn(withOperator(command), values)));
  if (!known) throw new Error(`the test knows no such command: ${command}`);
  await known.before?.(fillIn(withOperator(command), values));
  const line = fillIn(withOperator(command), values);
  const output = await shell(line);
  done.push(line);
  if (known.says) expect(output).toMatch(known.says);
  await known.after?.(output);
}

const withOperator = (command: string) => command.replace("guest:...", learnt.operatorId || "guest:unknown");

/** Runs a command in the copied checkout, with what the reader has exported. */
async function shell(line: string): Promise<string> {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, NO_COLOR: "1", ...accounts.addresses.commands };
  const options = { cwd: join(folder, "checkout"), env, timeout: BLOCK_TIMEOUT_MS };
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
    SENDCAT_TOOLS: "search_web,search_global,search_products",
  };
  const named = page.webVariables.map((name) => [name, known[name] ?? expect.fail(`no value for ${name}`)]);
  await accounts.deployWeb({ ...Object.fromEntries(named), ...accounts.addresses.web });
}

async function signIn(): Promise<void> {
  const sinceMs = Date.now();
  expect((await post("/api/account/code", { email: EMAIL })).ok).toBe(true);
  const letters = async (): Promise<string> => {
    const response = await fetch(`${accounts.mail}/admin/letters?to=${encodeURIComponent(EMAIL)}`);
    // safe because another shape has no code in it
    const body = (await response.json()) as { letters: readonly { subject: string; atMs: number }[] };
    return /^\d{6}/.exec(body.letters.find(({ atMs }) => atMs >= sinceMs)?.subject ?? "")?.[0] ?? "";
  };
  await expect.poll(letters, { timeout: 20_000 }).not.toBe("");
  const { id, sessionToken } = await session({ signIn: { email: EMAIL, code: await letters() } });
  learnt.operatorId = id;
  learnt.sessionToken = sessionToken;
}

async function mustBeOperator(): Promise<void> {
  const { token } = await session({}, learnt.sessionToken);
  const snapshot = await fetch(`${accounts.app}/api/ops/snapshot`, { headers: { authorization: `Bearer ${token}` } });
  expect(snapshot.status).toBe(200);
}

async function session(body: object, bearer?: string) {
  const response = await post("/api/session", { client: "native", ...body }, bearer);
  expect([response.status, response.ok]).toEqual([response.status, true]);
  // safe because a body of another shape fails the test
  const { token, user, sessionToken } = (await response.json()) as {
    readonly token: string;
    readonly user: { readonly id: string };
    readonly sessionToken: string;
  };
  return { token, id: user.id, sessionToken };
}

function post(path: string, body: object, bearer?: string): Promise<Response> {
  const headers = { "content-type": "application/json", ...(bearer ? { authorization: `Bearer ${bearer}` } : {}) };
  return fetch(accounts.app + path, { method: "POST", headers, body: JSON.stringify(body) });
}

async function tellConvexTheAddresses(): Promise<void> {
  const { CONVEX_URL = "", CONVEX_DEPLOY_KEY = "" } = accounts.noted;
  const changes = Object.entries(accounts.addresses.convex).map(([name, value]) => ({ name, value }));
  const response = await fetch(`${CONVEX_URL}/api/update_environment_variables`, {
    method: "POST",
    headers: { authorization: `Convex ${CONVEX_DEPLOY_KEY}`, "content-type": "application/json" },
    body: JSON.stringify({ changes }),
  });
  expect(response.status).toBe(200);
}
