import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makePushedData, startStack, stackPorts, type LogSink } from "@sendcat/local-stack";
import type { TestProject } from "vitest/node";
import { findBrowser } from "../browser/find-browser.ts";
import { answersAmiss } from "./answers-as-documented.ts";
import { ROOMY_POLICY } from "./policies.ts";
import { startLedger } from "./ledger.ts";
import { localOnly } from "./own-stack.ts";
import { SHARED_STACK } from "./projects.ts";

const PORT_BASE = Number(process.env["SENDCAT_E2E_PORT_BASE"] ?? 14_000);

declare module "vitest" {
  export interface ProvidedContext {
    readonly stack: {
      /** Where users come in: the front. */
      readonly web: string;
      /** The web app behind the front, for what the front would refuse first. */
      readonly app: string;
      readonly convex: string;
      readonly openRouter: string;
      /** The inbox. */
      readonly mail: string;
      readonly redis: string;
      readonly redisToken: string;
      readonly convexAdminKey: string;
      readonly signingKey: string;
      readonly issuer: string;
    };
    /** Where tests read the counts of round trips. */
    readonly ledgerUrl: string;
    readonly browserPath: string;
    readonly portBase: number;
  }
}

/** One production stack for all files: a front like Vercel's before the web app, counting proxies between the app and its dependencies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const browserPath = findBrowser();
  console.log(`browser: ${execFileSync(browserPath, ["--version"], { encoding: "utf8" }).trim()} (${browserPath})`);
  const folder = mkdtempSync(join(tmpdir(), "sendcat-e2e-"));
  const env = localOnly(process.env);
  const onLine: LogSink = ({ part, text }) => {
    if (part === "stack" || process.env["SENDCAT_E2E_VERBOSE"]) console.log(`${part}: ${text}`);
  };
  // Pushed once; the stacks that vitest's workers start copy it.
  const pushedData = join(folder, "pushed");
  process.env["SENDCAT_PUSHED_DATA"] = pushedData;
  await makePushedData(pushedData, { portBase: PORT_BASE, env, onLine });
  const answers = join(folder, "answers.jsonl");
  const ports = stackPorts(PORT_BASE);
  const convex = `http://127.0.0.1:${ports.convex}`;
  const ledger = await startLedger({ redis: `http://127.0.0.1:${ports.redisRest}`, convex });
  const stack = await startStack({
    mode: "production",
    front: "vercel",
    portBase: PORT_BASE,
    dataDir: join(folder, "shared"),
    env: { ...env, SENDCAT_FRONT_ANSWERS: answers },
    pushedData,
    webEnv: {
      UPSTASH_REDIS_REST_URL: ledger.redisUrl,
      CONVEX_URL: ledger.convexUrl,
      SENDCAT_PUBLIC_CONVEX_URL: convex,
    },
    policy: ROOMY_POLICY,
    onLine,
  });
  console.log(`stack: ${stack.urls.web}, redis: ${stack.redisBackend}`);
  let ending = false;
  void stack.failed.then((error) => {
    if (!ending) console.error(`the stack under test broke: ${error.message}`);
  });
  const { web, app, openRouter, redis, mail } = stack.urls;
  const { redisToken, signingKey, convexAdminKey } = stack;
  project.provide("stack", {
    web,
    app,
    convex,
    openRouter,
    mail: mail ?? "",
    redis,
    redisToken,
    signingKey,
    convexAdminKey: convexAdminKey ?? "",
    issuer: web,
  });
  project.provide("ledgerUrl", ledger.url);
  project.provide("browserPath", browserPath);
  project.provide("portBase", PORT_BASE);
  return async () => {
    ending = true;
    await stack.stop();
    await ledger.close();
    // A run of other files asks this stack nothing.
    const asked = project.vitest.state.getTestModules().some((file) => file.project.name === SHARED_STACK);
    const amiss = asked ? await answersAmiss(answers) : [];
    rmSync(folder, { recursive: true, force: true });
    if (amiss.length > 0) throw new Error(`Answers differ from the OpenAPI document:\n${amiss.join("\n")}`);
  };
}
