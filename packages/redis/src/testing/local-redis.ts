import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Redis } from "@upstash/redis";
import { createUpstashLocal, findRedisServer, type UpstashLocal } from "@sendcat/local-upstash";
import { connectRedis } from "../connection/connect-redis.ts";
import type { RedisLink } from "../connection/redis-link.ts";

/** Both stores that the quota must work on; `skip` says why one cannot be used here. */
export const LOCAL_BACKENDS = [
  {
    kind: "redis",
    title: "redis-server",
    skip: findRedisServer() === null ? "no redis-server or valkey-server on PATH" : undefined,
  },
  { kind: "memory", title: "the in-process fallback", skip: undefined },
] as const;

export interface LocalRedis {
  readonly server: UpstashLocal;
  /** Long timeouts: tests of behaviour must not fail on a slow machine. */
  readonly link: RedisLink<Redis>;
  readonly redis: Redis;
  close(): Promise<void>;
}

/** An Upstash endpoint on this machine with its own folder, which is deleted with it. */
export async function openLocalRedis(kind: "redis" | "memory"): Promise<LocalRedis> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "sendcat-quota-"));
  const server = await createUpstashLocal({ token: "test-token", dataDir, backend: kind });
  const link = connectRedis({ url: server.url, token: server.token, timeoutMs: 20_000 });
  return {
    server,
    link,
    redis: link.redis,
    async close() {
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
