import { generateKeyPairSync } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { FAST, postChat, readStream, turnOf } from "../api/chat.ts";
import { newGuest } from "../api/guest.ts";
import { startOwnStack, type OwnStack } from "../stack/own-stack.ts";
import { PATIENT } from "../stack/policies.ts";

const policy = { failure: PATIENT };

let stack: OwnStack | null = null;
afterEach(async () => await stack?.close());

/** A new key as an operator would set it; `secret` is its private part. */
function newSigningKey(): { readonly jwk: string; readonly secret: string } {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { d = "", ...rest } = privateKey.export({ format: "jwk" });
  return { jwk: JSON.stringify({ ...rest, d, kid: "e2e" }), secret: d };
}

/** Names of the stack's parts that have the secret in their environment. */
function partsThatKnow(secret: string, dataDir: string): readonly string[] {
  // safe because the stack wrote it
  const { groups } = JSON.parse(readFileSync(join(dataDir, "run.json"), "utf8")) as {
    readonly groups: readonly { readonly name: string; readonly pid: number }[];
  };
  const groupOf = new Map(groups.map(({ name, pid }) => [pid, name]));
  const know = new Set<string>();
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const name = groupOf.get(groupIdOf(pid));
    if (name !== undefined && readFileSync(`/proc/${pid}/environ`, "utf8").includes(secret)) know.add(name);
  }
  return [...know].sort();
}

/** Fields of /proc/PID/stat follow the command in brackets: state, parent, group. */
function groupIdOf(pid: string): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[2]);
  } catch {
    // The process has ended.
    return 0;
  }
}

/** The deployment's variables, as `npx convex env list` shows them. */
async function convexVariables({ convex }: OwnStack): Promise<Readonly<Record<string, string>>> {
  const response = await fetch(`${convex.url}/api/query`, {
    method: "POST",
    headers: { authorization: `Convex ${convex.adminKey}`, "content-type": "application/json" },
    body: JSON.stringify({ path: "_system/cli/queryEnvironmentVariables", args: {}, format: "json" }),
  });
  // safe because another shape fails the test
  const { value } = (await response.json()) as { value: readonly { name: string; value: string }[] };
  return Object.fromEntries(value.map(({ name, value: text }) => [name, text]));
}

const post = async (url: string, body: object) =>
  await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

/** Requests without a token, which are throttled by address. */
const STRANGERS: readonly (readonly [path: string, body: object])[] = [
  ["/api/session", { client: "native" }],
  ["/api/session", { client: "native", signIn: { email: "ana@sendcat.test", code: "000000" } }],
  ["/api/account/code", { email: "ana@sendcat.test" }],
  ["/api/account/password", { email: "ana@sendcat.test", code: "000000", password: "correct horse battery" }],
  ["/api/account/passkey/options", {}],
  ["/api/account/provider", { provider: "islandid" }],
];

it("gives the signing key only to the hosts that throttle by address, and to no other part of the stack", async () => {
  const { jwk, secret } = newSigningKey();
  stack = await startOwnStack({ policy, streamHost: true, signingKey: jwk });
  expect(partsThatKnow(secret, stack.dataDir)).toEqual(["stream", "web"]);
  const variables = await convexVariables(stack);
  expect(Object.entries(variables).filter(([, value]) => value.includes(secret))).toEqual([]);
  expect(Object.keys(variables)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^STRIPE_/)]));
  for (const address of [stack.convexSite, `${stack.convex.url}/http`])
    for (const [path, body] of STRANGERS)
      expect([path, (await post(address + path, body)).status]).toEqual([path, 404]);
  // The core works without it.
  const { done } = await readStream(await postChat(await newGuest(stack.web), turnOf(`${FAST} Hello`)));
  expect(done).toBe(true);
});

it("lets Convex stream with the key, for guests of the web app, and creates no sessions there", async () => {
  stack = await startOwnStack({ policy, convexHost: true });
  const guest = await newGuest(stack.web);
  for (const address of [stack.convexSite, `${stack.convex.url}/http`]) {
    const { done } = await readStream(await postChat({ ...guest, web: address }, turnOf(`${FAST} Hello`)));
    expect(done).toBe(true);
    for (const [path, body] of STRANGERS) {
      for (let times = 0; times < 3; times++) {
        const response = await post(address + path, body);
        expect([path, response.status]).toEqual([path, 404]);
        expect(await response.json()).toMatchObject({ error: { code: "not_found", scope: "host.sessions" } });
      }
    }
  }
});
