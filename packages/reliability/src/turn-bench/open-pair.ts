import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createStackProcesses, REPO_ROOT, startStack } from "@sendcat/local-stack";
import { groupsOf } from "../load/groups-of.ts";
import { localOnly } from "../load/local-only.ts";
import { useOfGroup } from "../load/process-use.ts";
import { benchUsers } from "../stream-bench/bench-users.ts";
import { startServer } from "../stream-bench/contenders/start-process.ts";
import { NO_LIMITS } from "../stream-bench/no-limits.ts";
import { openGate } from "../drills/gate-proxy.ts";

export interface WebHost {
  readonly name: "counting" | "silent";
  readonly url: string;
  cpuMs(): number;
}

/** Two web hosts of one stack: one counts metrics, one does not; everything else is the same. */
export interface Pair {
  readonly hosts: readonly [counting: WebHost, silent: WebHost];
  readonly users: readonly string[];
  cpuMsOf(part: "convex" | "redis"): number;
  /** Commands that Redis has executed, including those inside scripts. */
  redisCommands(): Promise<number>;
  /** HTTP requests to Redis and to Convex since the last call. */
  takeRequests(): { readonly redis: number; readonly convex: number };
  /** Where the embedded Convex keeps its database. */
  readonly database: string;
  close(): Promise<void>;
}

export async function openPair(options: {
  readonly portBase: number;
  readonly turns: number;
  readonly say: (text: string) => void;
}): Promise<Pair> {
  const { portBase, turns, say } = options;
  const dataDir = mkdtempSync(join(tmpdir(), "sendcat-turn-bench-"));
  const env = localOnly(process.env);
  const stack = await startStack({
    mode: "production",
    portBase,
    dataDir,
    env,
    policy: NO_LIMITS,
    onLine: ({ part, text }) => (part === "stack" ? say(text) : undefined),
  });
  const processes = createStackProcesses(mkdtempSync(join(dataDir, "second-")), () => undefined);
  const [toRedis, toConvex] = await Promise.all([openGate(stack.urls.redis), openGate(stack.urls.convex)]);
  const close = async (): Promise<void> => {
    await processes.stop();
    await Promise.all([stack.stop(), toRedis.close(), toConvex.close()]);
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const start = async (name: WebHost["name"], port: number): Promise<WebHost> => {
      const cwd = join(REPO_ROOT, "apps/web");
      const args = [
        join(cwd, "node_modules/next/dist/bin/next"),
        "start",
        "--port",
        String(port),
        "--hostname",
        "127.0.0.1",
      ];
      const url = `http://127.0.0.1:${port}`;
      const group = await startServer(
        processes,
        {
          name,
          args,
          cwd,
          env: {
            ...env,
            NEXT_TELEMETRY_DISABLED: "1",
            SENDCAT_SIGNING_KEY: stack.signingKey,
            SENDCAT_ISSUER: stack.urls.web,
            UPSTASH_REDIS_REST_URL: toRedis.url,
            UPSTASH_REDIS_REST_TOKEN: stack.redisToken,
            CONVEX_URL: toConvex.url,
            OPENROUTER_API_KEY: "sk-or-v1-simulator",
            OPENROUTER_BASE_URL: stack.urls.openRouter,
            SENDCAT_POLICY: JSON.stringify(NO_LIMITS),
            SENDCAT_METRICS: name === "counting" ? "on" : "off",
          },
        },
        { url: `${url}/api/health`, status: 200 },
      );
      return { name, url, cpuMs: () => useOfGroup(group)?.cpuMs ?? Number.NaN };
    };
    const hosts = [await start("counting", portBase + 1), await start("silent", portBase + 2)] as const;
    const groups = groupsOf(dataDir);
    return {
      hosts,
      users: await benchUsers(stack.signingKey, stack.urls.web, { turns, atLeast: 20 }),
      cpuMsOf: (part) => useOfGroup(groups[part] ?? 0)?.cpuMs ?? Number.NaN,
      async redisCommands() {
        const headers = { authorization: `Bearer ${stack.redisToken}` };
        const answer = await fetch(stack.urls.redis, { method: "POST", headers, body: '["INFO","commandstats"]' });
        // safe because Redis over REST returns this, or the benchmark fails
        const { result } = (await answer.json()) as { readonly result: string };
        return [...result.matchAll(/cmdstat_(\S+?):calls=(\d+)/g)]
          .filter(([, name]) => name !== "info")
          .reduce((sum, [, , calls]) => sum + Number(calls), 0);
      },
      takeRequests: () => ({ redis: toRedis.takeRequests(), convex: toConvex.takeRequests() }),
      database: join(dataDir, "convex/convex-local.sqlite3"),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
