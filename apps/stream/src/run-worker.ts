import { once } from "node:events";
import { forwardedAddress, servicePolicy } from "@sendcat/assembly";
import { largestBodyAt } from "@sendcat/gateway";
import type { StreamEnv } from "./env.ts";
import { createStreamServer } from "./http/create-stream-server.ts";
import { createLeanFetch } from "./http/lean-fetch.ts";
import { TurnsUnderWay } from "./turns-under-way.ts";
import { wire } from "./wiring.ts";

/** Longest time to store the interrupted answers. */
const HAND_OVER_MS = 10_000;

/**
 * One process of the host. SIGTERM drains it: it takes no new turn, its readiness check says so, and running answers continue. After
 * `drainMs`, those still running are stored as interrupted, with the text so far. Then it exits with code 0.
 */
export async function runWorker(env: StreamEnv, gatewayOf: typeof wire = wire): Promise<void> {
  // All clients of this process use it: Redis, Convex, the provider.
  globalThis.fetch = createLeanFetch(globalThis.fetch);
  const turns = new TurnsUnderWay();
  const ending = new AbortController();
  let draining = false;
  const policy = servicePolicy(env.gateway);
  const server = createStreamServer({
    gateway: gatewayOf(env.gateway),
    maxBodyBytes: (path) => largestBodyAt(path, policy),
    maxConnections: env.maxConnections,
    hostOf: (request) => ({
      waitUntil: (promise) => turns.add(promise),
      ip: forwardedAddress(request.headers, env.gateway.SENDCAT_TRUSTED_PROXY_HOPS),
      country: null,
      draining,
      ending: ending.signal,
    }),
  });
  server.listen(env.port, env.host);
  await once(server, "listening");

  const drain = async (): Promise<void> => {
    if (draining) return;
    draining = true;
    server.close();
    // Closes connections without a request; those with an answer in progress stay open.
    server.closeIdleConnections();
    await within(turns.idle(), env.drainMs);
    ending.abort();
    await within(turns.idle(), HAND_OVER_MS);
    server.closeAllConnections();
    process.exit(0);
  };
  process.on("SIGTERM", () => void drain());
  process.on("SIGINT", () => void drain());
}

async function within(promise: Promise<void>, ms: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([promise, new Promise((resolve) => (timer = setTimeout(resolve, ms)))]);
  clearTimeout(timer);
}
