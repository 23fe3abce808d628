import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startStack, stackPorts, type StackOptions } from "@sendcat/local-stack";
import { inject } from "vitest";
import { createCountingProxy, type CountingProxy } from "./counting-proxy.ts";

/** A stack of one test file's own, from the same production build, with what stands between its web app and the rest in hand. */
export interface OwnStack {
  readonly web: string;
  /** The dedicated streaming host and Convex's HTTP actions; the former null unless it was asked for. */
  readonly stream: string | null;
  readonly convexSite: string;
  readonly openRouter: string;
  /** The simulator of Fireworks; empty where the policy has no route of it. */
  readonly fireworks: string;
  readonly search: string;
  /** The inbox. */
  readonly mail: string;
  readonly redis: { readonly url: string; readonly token: string };
  readonly convex: { readonly url: string; readonly adminKey: string };
  readonly signingKey: string;
  readonly dataDir: string;
  /** Between the web app and Redis, and between it and Convex. */
  readonly toRedis: CountingProxy;
  readonly toConvex: CountingProxy;
  /** What the web app wrote, parsed, oldest first. */
  events(): readonly Record<string, unknown>[];
  close(): Promise<void>;
}

export interface OwnStackOptions extends Pick<StackOptions, "policy" | "webEnv" | "streamHost" | "convexHost"> {
  /** A key of the operator's, as from their shell; else the stack makes one. */
  readonly signingKey?: string;
}

/** Where a further stack of this test file listens: a thousand ports for each file that can run at the same time. */
export function ownPortBase(): number {
  return inject("portBase") + Number(process.env["VITEST_POOL_ID"]) * 1_000;
}

export async function startOwnStack({
  policy,
  webEnv,
  streamHost = false,
  convexHost = false,
  signingKey,
}: OwnStackOptions): Promise<OwnStack> {
  const portBase = ownPortBase();
  const ports = stackPorts(portBase);
  const dataDir = mkdtempSync(join(tmpdir(), "sendcat-own-"));
  const convex = `http://127.0.0.1:${ports.convex}`;
  const toRedis = await createCountingProxy(`http://127.0.0.1:${ports.redisRest}`);
  const toConvex = await createCountingProxy(convex);
  const lines: Record<string, unknown>[] = [];
  const stack = await startStack({
    mode: "production",
    portBase,
    dataDir,
    env: { ...localOnly(process.env), SENDCAT_SIGNING_KEY: signingKey },
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
      if (process.env["SENDCAT_E2E_VERBOSE"]) console.log(`${part}: ${text}`);
      if (part !== "web" || !text.startsWith("{")) return;
      // safe because it is only looked at
      lines.push(JSON.parse(text) as Record<string, unknown>);
    },
  });
  return {
    web: stack.urls.web,
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
    async close() {
      await stack.stop();
      await Promise.all([toRedis.close(), toConvex.close()]);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The tests never touch a real service, whatever the developer's environment names. */
export function localOnly(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const named =
    /^(SENDCAT_|OPENROUTER_|FIREWORKS_|SERPER_|EBAY_|UPSTASH_|CONVEX_|STREAMING_|RESEND_|BETTER_AUTH_|STRIPE_)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !named.test(name)));
}
