import { once } from "node:events";
import { forwardedAddress, servicePolicy } from "@sendcat/assembly";
import { largestBodyAt } from "@sendcat/gateway";
import type { StreamEnv } from "./env.ts";
import { createStreamServer } from "./http/create-stream-server.ts";
import { createLeanFetch } from "./http/lean-fetch.ts";
import { TurnsUnderWay } from "./turns-under-way.ts";
import { wire } from "./wiring.ts";

/** What answers that are handed over may take to be stored. */
const HAND_OVER_MS = 10_000;

/**
 * One process of the host. SIGTERM drains it: it takes no new turn, its readiness says so, running answers go on; when `drainMs` is over, those
 * that still run are stored as interrupted, with what they have. Then it exits with 0.
 */
export async function runWorker(env: StreamEnv, gatewayOf: typeof wire = wire): Promise<void> {
  // Every client of this process calls through it: Redis, Convex, the provider.
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
    // Connections between two requests; those with an answer on them stay.
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
