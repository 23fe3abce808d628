import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Backend } from "./backend/backend.ts";
import { findRedisServer } from "./backend/find-redis-server.ts";
import { createMemoryBackend } from "./backend/memory-backend.ts";
import { createRedisBackend } from "./backend/redis-backend.ts";
import { createExecutor } from "./protocol/execute.ts";
import { handleRequest } from "./protocol/handle-request.ts";
import { createScriptStore } from "./protocol/script-store.ts";
import { createSubscriptionStreams } from "./protocol/stream-subscription.ts";
import { createSyncTokens } from "./protocol/sync-tokens.ts";

export interface UpstashLocalOptions {
  /** What clients authenticate with. */
  readonly token: string;
  /** Folder of the append-only file and of this server's own notes. */
  readonly dataDir: string;
  /** `auto` (default): redis when a redis-server or valkey-server is on PATH, else memory. */
  readonly backend?: "auto" | "redis" | "memory";
  /** 0 (default) picks a free one. */
  readonly port?: number;
  /** 0 (default) picks a free one. */
  readonly redisPort?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Where to look for Redis, in the form of PATH, which is the default. */
  readonly searchPath?: string | undefined;
  /** One line per event worth an operator's attention. */
  readonly log?: (line: string) => void;
}

export interface UpstashLocal {
  readonly url: string;
  readonly token: string;
  /** `name` is a display name: `redis-server 7.0.15` or `the in-process fallback (nothing is kept)`. */
  readonly backend: { readonly kind: Backend["kind"]; readonly name: string };
  /** The Redis process, for tests that stop or kill it; null on the fallback. */
  redisPid(): number | null;
  /** Closes every connection and stops the Redis process; takes at most about 1.5 seconds. */
  close(): Promise<void>;
}

/**
 * An Upstash REST endpoint on loopback. Rejects with a clear message when the port is taken, when `backend: "redis"` finds no server,
 * or when Redis does not start.
 */
export async function createUpstashLocal(options: UpstashLocalOptions): Promise<UpstashLocal> {
  if (options.token === "") throw new Error("the token must not be empty");
  const host = options.host ?? "127.0.0.1";
  const server = createServer();
  server.on("request", refuseWhileStarting);
  // Longer than clients keep idle connections, so that none is closed while a request arrives.
  server.keepAliveTimeout = 65_000;
  // Listen first: a second server on the same folder fails here, before it touches a Redis in use.
  await listen(server, { host, port: options.port ?? 0 });
  const { backend, redisPid } = await openBackend(options).catch(async (error: unknown) => {
    await stop(server);
    throw error;
  });
  const executor = createExecutor(backend, createScriptStore());
  const streams = createSubscriptionStreams(backend);
  const syncTokens = createSyncTokens();
  server.off("request", refuseWhileStarting);
  server.on("request", (request, response) => {
    handleRequest({ request, response }, { token: options.token, executor, streams, syncTokens }).catch(
      (error: unknown) => {
        options.log?.(`request failed: ${error instanceof Error ? error.message : String(error)}`);
        response.destroy();
      },
    );
  });
  let closing: Promise<void> | undefined;
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`,
    token: options.token,
    backend: { kind: backend.kind, name: backend.name },
    redisPid,
    close: () => (closing ??= Promise.all([stop(server), backend.close()]).then(() => {})),
  };
}

function refuseWhileStarting(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503, { "content-type": "application/json", "retry-after": "1" });
  response.end(JSON.stringify({ error: "ERR Redis is starting" }));
}

async function openBackend(
  options: UpstashLocalOptions,
): Promise<{ readonly backend: Backend; readonly redisPid: () => number | null }> {
  const wanted = options.backend ?? "auto";
  const binary = wanted === "memory" ? null : findRedisServer(options.searchPath);
  if (binary === null) {
    if (wanted === "redis")
      throw new Error("no redis-server or valkey-server on PATH; install one or use --backend memory");
    return { backend: await createMemoryBackend(), redisPid: () => null };
  }
  const backend = await createRedisBackend({
    binary,
    folder: options.dataDir,
    port: options.redisPort ?? 0,
    onDeath: (message) => options.log?.(message),
  });
  return { backend, redisPid: () => backend.pid() };
}

async function listen(server: Server, address: { readonly host: string; readonly port: number }): Promise<void> {
  server.listen(address);
  // Rejects on "error", e.g. EADDRINUSE.
  await once(server, "listening");
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}
