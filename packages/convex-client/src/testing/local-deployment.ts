import { execFile, spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { madeOnce } from "@sendcat/local-convex/testing/made-once";
import { childEnv } from "./env.ts";
import { createTokenSigner, type TokenSigner } from "./token-signer.ts";

const root = join(import.meta.dirname, "../../../..");
const issuer = "https://sendcat.test";

export interface PublicFunction {
  /** `threads:list` */
  readonly path: string;
  readonly type: "Query" | "Mutation" | "Action";
}

export interface FunctionRun {
  /** `turns:begin` */
  readonly identifier: string;
  readonly usageStats: { readonly databaseReadDocuments: number; readonly databaseReadBytes: number } | null;
}

interface FunctionSpec {
  readonly functionType: PublicFunction["type"] | "HttpAction";
  readonly identifier: string;
  readonly visibility?: { readonly kind: string };
}

/** A deployment in its own process and folder, with this repository's functions, which the official CLI pushes once per test run. */
export async function openLocalDeployment(environment: Readonly<Record<string, string>> = {}) {
  const dataDirectory = await mkdtemp(join(tmpdir(), "sendcat-convex-client-"));
  const pushed = await madeOnce("pushed-functions", pushFunctions);
  if (pushed) await cp(pushed, dataDirectory, { recursive: true });
  else await pushFunctions(dataDirectory);
  const adminKey = randomUUID();
  const signer = await createTokenSigner(issuer);
  const start = (port: string) => startProcess({ dataDirectory, adminKey, port });
  let child = start("0");
  const close = async () => {
    if (child.exitCode === null && child.kill()) await once(child, "exit");
    await rm(dataDirectory, { recursive: true, force: true });
  };
  try {
    const convexUrl = await addressOf(child);
    const admin = adminOf(convexUrl, adminKey);
    await admin("/api/update_environment_variables", changesTo({ ...tokensOf(signer), ...environment }));
    return {
      convexUrl,
      signer,
      close,
      /** Kills the deployment while it works, as a crash does, and restarts it on the same data and address. */
      async killAndRestart(): Promise<void> {
        const ended = once(child, "exit");
        child.kill("SIGKILL");
        await ended;
        child = start(new URL(convexUrl).port);
        await addressOf(child);
      },
      /** Every public function, as the official CLI lists them. */
      async publicFunctions(): Promise<readonly PublicFunction[]> {
        const { value } = (await admin("/api/query", {
          path: "_system/cli/modules:apiSpec",
          args: {},
          format: "json",
        })) as { readonly value: readonly FunctionSpec[] };
        return value.flatMap(({ functionType, identifier, visibility }) =>
          functionType !== "HttpAction" && visibility?.kind === "public"
            ? [{ path: identifier.replace(".js:", ":"), type: functionType }]
            : [],
        );
      },
      /** Runs a query, as the official CLI does. */
      async query(path: string, args: object): Promise<unknown> {
        const reply = await admin("/api/query", { path, args, format: "json" });
        if (typeof reply !== "object" || reply === null || !("value" in reply))
          throw new Error(`${path}: ${JSON.stringify(reply)}`);
        return reply.value;
      },
      /** Puts documents into a table, as `npx convex import --append` does. */
      async import(table: string, documents: readonly object[]): Promise<void> {
        const file = join(dataDirectory, `${table}.jsonl`);
        await writeFile(file, documents.map((document) => `${JSON.stringify(document)}\n`).join(""));
        await convexCli(["import", "--append", "--yes", "--table", table, file], convexUrl, adminKey);
        await rm(file);
      },
      /** What has run since the cursor, as `npx convex logs` shows it; 0 returns the current cursor. */
      async runsSince(cursor: number): Promise<{ readonly cursor: number; readonly runs: readonly FunctionRun[] }> {
        const headers = { authorization: `Convex ${adminKey}` };
        const response = await fetch(`${convexUrl}/api/stream_function_logs?cursor=${cursor}`, { headers });
        // safe because the deployment returns this shape
        const { entries, newCursor } = (await response.json()) as { entries: FunctionRun[]; newCursor: number };
        return { cursor: newCursor, runs: entries };
      },
      /** Runs an internal function, as `npx convex run` does. */
      async run(path: string, args: object): Promise<unknown> {
        const reply = await admin("/api/function", { path, args, format: "json" });
        if (typeof reply !== "object" || reply === null || !("value" in reply))
          throw new Error(`${path}: ${JSON.stringify(reply)}`);
        return reply.value;
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error("no output to read");
  for await (const line of createInterface({ input: child.stdout })) {
    const [address] = /http:\/\/[\d.]+:\d+/.exec(line) ?? [];
    if (address) {
      child.stdout.resume();
      return address;
    }
  }
  throw new Error("the local deployment ended before it listened");
}

/** Fills a data folder with this repository's functions. */
async function pushFunctions(dataDirectory: string): Promise<void> {
  const adminKey = randomUUID();
  const child = startProcess({ dataDirectory, adminKey, port: "0" });
  try {
    const convexUrl = await addressOf(child);
    // The push needs the token configuration; each deployment then sets its own.
    const variables = tokensOf(await createTokenSigner(issuer));
    await adminOf(convexUrl, adminKey)("/api/update_environment_variables", changesTo(variables));
    await convexCli(["deploy", "--typecheck", "disable", "--codegen", "disable"], convexUrl, adminKey);
  } finally {
    if (child.exitCode === null && child.kill()) await once(child, "exit");
  }
}

interface ProcessOptions {
  readonly dataDirectory: string;
  readonly adminKey: string;
  /** 0 lets the system choose. */
  readonly port: string;
}

function startProcess({ dataDirectory, adminKey, port }: ProcessOptions) {
  const cli = join(root, "packages/local/convex/src/cli.ts");
  return spawn(process.execPath, [cli, "--port", port, "--site-port", "0", "--data", dataDirectory], {
    env: childEnv({ CONVEX_LOCAL_ADMIN_KEY: adminKey }),
    stdio: ["ignore", "pipe", "inherit"],
  });
}

function adminOf(convexUrl: string, adminKey: string) {
  return async (path: string, body: unknown): Promise<unknown> => {
    const headers = { authorization: `Convex ${adminKey}`, "content-type": "application/json" };
    const response = await fetch(`${convexUrl}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return await response.json();
  };
}

function tokensOf(signer: TokenSigner): Readonly<Record<string, string>> {
  return { SENDCAT_ISSUER: issuer, SENDCAT_JWKS_URL: signer.jwksUrl };
}

function changesTo(variables: Readonly<Record<string, string>>) {
  return { changes: Object.entries(variables).map(([name, value]) => ({ name, value })) };
}

/** The official command line, unmodified. */
async function convexCli(args: readonly string[], convexUrl: string, adminKey: string): Promise<void> {
  const convex = join(root, "node_modules/convex/bin/main.js");
  await promisify(execFile)(process.execPath, [convex, ...args], {
    cwd: root,
    env: childEnv({ CONVEX_SELF_HOSTED_URL: convexUrl, CONVEX_SELF_HOSTED_ADMIN_KEY: adminKey }),
  });
}
