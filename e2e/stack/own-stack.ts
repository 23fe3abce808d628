import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startStack, stackPorts, type StackOptions } from "@sendcat/local-stack";
import { inject } from "vitest";
import { createCountingProxy, type CountingProxy } from "./counting-proxy.ts";

/** A test file's own stack, from the same production build, with proxies between its web app and its dependencies. */
export interface OwnStack {
  readonly web: string;
  /** The web app itself, without the front before it. */
  readonly app: string;
  /** The dedicated streaming host; null unless it was requested. `convexSite`: Convex's HTTP actions. */
  readonly stream: string | null;
  readonly convexSite: string;
  readonly openRouter: string;
  /** The Fireworks simulator; empty if the policy has no route of it. */
  readonly fireworks: string;
  readonly search: string;
  /** The inbox. */
  readonly mail: string;
  readonly redis: { readonly url: string; readonly token: string };
  readonly convex: { readonly url: string; readonly adminKey: string };
  readonly signingKey: string;
  readonly dataDir: string;
  /** The proxies between the web app and Redis, and between the web app and Convex. */
  readonly toRedis: CountingProxy;
  readonly toConvex: CountingProxy;
  /** The web app's log events, parsed, oldest first. */
  events(): readonly Record<string, unknown>[];
  /** Every line of every part, oldest first. */
  logs(): readonly string[];
  close(): Promise<void>;
}

export interface OwnStackOptions extends Pick<
  StackOptions,
  "policy" | "front" | "webEnv" | "streamHost" | "convexHost"
> {
  /** A signing key as an operator would set it; otherwise the stack makes one. */
  readonly signingKey?: string;
  /** More of the environment that the stack is started from. */
  readonly shell?: Readonly<Record<string, string>>;
}

/** First port of this test file's own stack: a thousand ports for each file that can run at the same time. */
export function ownPortBase(): number {
  return inject("portBase") + Number(process.env["VITEST_POOL_ID"]) * 1_000;
}

export async function startOwnStack({
  policy,
  front,
  webEnv,
  streamHost = false,
  convexHost = false,
  signingKey,
  shell,
}: OwnStackOptions): Promise<OwnStack> {
  const portBase = ownPortBase();
  const ports = stackPorts(portBase);
  const dataDir = mkdtempSync(join(tmpdir(), "sendcat-own-"));
  const convex = `http://127.0.0.1:${ports.convex}`;
  const toRedis = await createCountingProxy(`http://127.0.0.1:${ports.redisRest}`);
  const toConvex = await createCountingProxy(convex);
  const lines: Record<string, unknown>[] = [];
  const logs: string[] = [];
  const stack = await startStack({
    mode: "production",
    portBase,
    dataDir,
    front,
    env: { ...localOnly(process.env), ...shell, SENDCAT_SIGNING_KEY: signingKey },
    policy,
    webEnv: {
      UPSTASH_REDIS_REST_URL: toRedis.url,
      CONVEX_URL: toConvex.url,
      SENDCAT_PUBLIC_CONVEX_URL: convex,
      ...webEnv,
    },
    build: false,
    pushedData: process.env["SENDCAT_PUSHED_DATA"],
    streamHost,
    convexHost,
    onLine({ part, text }) {
      logs.push(text);
      if (process.env["SENDCAT_E2E_VERBOSE"]) console.log(`${part}: ${text}`);
      if (part !== "web" || !text.startsWith("{")) return;
      // safe because tests only read it
      lines.push(JSON.parse(text) as Record<string, unknown>);
    },
  });
  return {
    web: stack.urls.web,
    app: stack.urls.app,
    stream: stack.urls.stream,
    convexSite: stack.urls.convexSite ?? "",
    openRouter: stack.urls.openRouter,
    fireworks: stack.urls.fireworks ?? "",
    search: stack.urls.search ?? "",
    mail: stack.urls.mail ?? "",
    redis: { url: stack.urls.redis, token: stack.redisToken },
    convex: { url: convex, adminKey: stack.convexAdminKey ?? "" },
    signingKey: stack.signingKey,
    dataDir,
    toRedis,
    toConvex,
    events: () => lines,
    logs: () => logs,
    async close() {
      await stack.stop();
      await Promise.all([toRedis.close(), toConvex.close()]);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Removes the developer's settings, so that the tests never call a real service. */
export function localOnly(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const named =
    /^(SENDCAT_|OPENROUTER_|FIREWORKS_|SERPER_|EBAY_|UPSTASH_|CONVEX_|STREAMING_|RESEND_|BETTER_AUTH_|STRIPE_)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !named.test(name)));
}
