import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { waitForAnswer } from "../health/wait-for-answer.ts";
import { REPO_ROOT } from "../settings/repo-root.ts";
import type { PartContext } from "./part-context.ts";

export interface RedisAddress {
  readonly url: string;
  readonly token: string;
}

export function redisAddress({ settings, secrets }: PartContext): RedisAddress {
  if (settings.redis.kind === "real") return settings.redis;
  return { url: `http://127.0.0.1:${settings.ports.redisRest}`, token: secrets.redisToken };
}

/** Starts Redis unless the environment names one, and returns which one answers. */
export async function startRedis(context: PartContext): Promise<string> {
  const { settings, processes } = context;
  const { url, token } = redisAddress(context);
  if (settings.redis.kind === "real") return `Upstash at ${new URL(url).host}`;
  const part = processes.start(
    {
      name: "redis",
      args: [
        join(REPO_ROOT, "packages/local/upstash/src/cli.ts"),
        "--port",
        String(settings.ports.redisRest),
        "--redis-port",
        String(settings.ports.redis),
        "--data",
        join(settings.dataDir, "redis"),
      ],
      cwd: REPO_ROOT,
      env: { ...context.baseEnv, UPSTASH_LOCAL_TOKEN: token },
    },
    { tier: "back" },
  );
  await waitForAnswer(part, {
    url,
    init: { method: "POST", headers: { authorization: `Bearer ${token}` }, body: '["PING"]' },
    // Requests that arrive before it has its backend never get an answer.
    attemptMs: 400,
    withinMs: 30_000,
  });
  const name = await backendName(() => processes.tail("redis"));
  context.say(`redis: ${name}`);
  return name;
}

const SAYS_WITHIN_MS = 5_000;

/** Which Redis it is, from its start line, which may come after the first answer. */
async function backendName(tail: () => readonly string[]): Promise<string> {
  const deadline = Date.now() + SAYS_WITHIN_MS;
  while (Date.now() < deadline) {
    const name = /listening on \S+, on (.+?)(?:, data in .*)?$/m.exec(tail().join("\n"))?.[1];
    if (name) return name;
    await delay(20);
  }
  return "unknown";
}
