import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { findRedisServer } from "../backend/find-redis-server.ts";
import { createUpstashLocal, type UpstashLocal, type UpstashLocalOptions } from "../create-upstash-local.ts";

const NO_REDIS = findRedisServer() === null ? "no redis-server or valkey-server on PATH" : undefined;

/** Both backends, each with the reason it cannot be tested on this machine, for `describe.skipIf` and its title. */
export const LOCAL_BACKENDS = [
  { kind: "redis", title: NO_REDIS ? `on redis-server (skipped: ${NO_REDIS})` : "on redis-server", skip: NO_REDIS },
  { kind: "memory", title: "on the in-process fallback", skip: undefined },
] as const;

export interface TestServer extends UpstashLocal {
  readonly dataDir: string;
}

/** Starts a server with its own folder; `close` removes the folder. */
export async function startServer(
  backend: "redis" | "memory",
  options: Partial<UpstashLocalOptions> = {},
): Promise<TestServer> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "upstash-local-"));
  const removeFolder = () => rm(dataDir, { recursive: true, force: true });
  const started = createUpstashLocal({ token: "test-token", dataDir, backend, ...options });
  const server = await started.catch(async (error: unknown) => {
    await removeFolder();
    throw error;
  });
  return {
    ...server,
    dataDir,
    async close() {
      await server.close();
      await removeFolder();
    },
  };
}
