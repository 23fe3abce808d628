import { join } from "node:path";
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

/** Starts Redis where it is ours to start, and says which one answers. */
export async function startRedis(context: PartContext): Promise<string> {
  const { settings, processes } = context;
  const { url, token } = redisAddress(context);
  if (settings.redis.kind === "real") return `Upstash at ${new URL(url).host}`;
  const part = processes.start(
    {
      name: "redis",
      args: [
        join(REPO_ROOT, "packages/upstash-local/src/cli.ts"),
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
    // What it is asked before it has its backend it never answers.
    attemptMs: 400,
    withinMs: 30_000,
  });
  const backend = processes.tail("redis").join("\n");
  const name = /redis-server[^\n,;]*|valkey-server[^\n,;]*/i.exec(backend)?.[0] ?? "in-process fallback (ioredis-mock)";
  context.say(`redis: ${name}`);
  return name;
}
