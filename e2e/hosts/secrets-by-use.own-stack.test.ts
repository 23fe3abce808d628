import { generateKeyPairSync } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SECRET_NAMES, SECRET_READERS, secretsNotOf, type SecretReader } from "@sendcat/shared-types";
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

/** The environments of the stack's processes, by the name of their part. */
function environmentsOf({ dataDir }: OwnStack): ReadonlyMap<string, readonly ReadonlyMap<string, string>[]> {
  // safe because the stack wrote it
  const { groups } = JSON.parse(readFileSync(join(dataDir, "run.json"), "utf8")) as {
    readonly groups: readonly { readonly name: string; readonly pid: number }[];
  };
  const processes = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return new Map(
    groups.map(({ name, pid }) => [name, processes.filter((one) => groupIdOf(one) === pid).map(environmentOf)]),
  );
}

function environmentOf(pid: string): ReadonlyMap<string, string> {
  const lines = readFileSync(`/proc/${pid}/environ`, "utf8")
    .split("\0")
    .filter((line) => line.includes("="));
  return new Map(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
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

/** The secrets that this stack has: not those of services that it simulates in another way. */
const IN_USE: ReadonlySet<string> = new Set([
  "SENDCAT_SIGNING_KEY",
  "UPSTASH_REDIS_REST_TOKEN",
  "OPENROUTER_API_KEY",
  "STRIPE_SECRET_KEY",
  "STRIPE_WEBHOOK_SECRET",
  "SENDCAT_ALERT_WEBHOOK_URL",
  "CONVEX_LOCAL_ADMIN_KEY",
  "UPSTASH_LOCAL_TOKEN",
  "SENDCAT_SIM_WEBHOOK_SECRET",
]);

it("gives each process of the stack the secrets that it reads, and no other, whatever the operator's shell holds", async () => {
  const { jwk, secret } = newSigningKey();
  const shell = { SENDCAT_ALERT_WEBHOOK_URL: "http://127.0.0.1:9/alert", AWS_SECRET_ACCESS_KEY: "of another program" };
  stack = await startOwnStack({ policy, streamHost: true, signingKey: jwk, shell });
  const environments = environmentsOf(stack);
  expect([...environments.keys()]).toEqual(expect.arrayContaining(["web", "stream", "convex", "redis", "payments"]));
  for (const [part, processes] of environments) {
    expect([part, processes.length > 0]).toEqual([part, true]);
    const readers = part in SECRET_READERS ? [part as SecretReader] : [];
    const own = SECRET_NAMES.filter((name) => !secretsNotOf(...readers).includes(name));
    // A process that a part starts for itself, such as redis-server, may have none.
    const given = new Set(processes.flatMap((environment) => SECRET_NAMES.filter((name) => environment.get(name))));
    expect([part, own.filter((name) => IN_USE.has(name) && !given.has(name))]).toEqual([part, []]);
    for (const environment of processes) {
      const has = SECRET_NAMES.filter((name) => environment.get(name));
      expect([part, has.filter((name) => !own.includes(name))]).toEqual([part, []]);
      expect([part, [...environment.values()].filter((value) => value === shell.AWS_SECRET_ACCESS_KEY)]).toEqual([
        part,
        [],
      ]);
      // Under no other name either.
      const knows = [...environment.values()].some((value) => value.includes(secret));
      expect([part, knows]).toEqual([part, has.includes("SENDCAT_SIGNING_KEY")]);
    }
  }
  const variables = await convexVariables(stack);
  expect(Object.entries(variables).filter(([, value]) => value.includes(secret))).toEqual([]);
  expect(secretsNotOf("core").filter((name) => name in variables)).toEqual([]);
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
