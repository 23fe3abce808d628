import { once } from "node:events";
import { createServer, type Server } from "node:net";

/** Consecutive ports that one test run needs: stacks of the end-to-end suite at the bottom, then those of gates and drills. */
const PORTS = 6_000;
const DRILLS = 4_000;
/** The last range ends below the ports that the system uses for outgoing connections. */
const BASES: readonly [number, ...number[]] = [14_000, 20_000, 26_000];

export interface ClaimedPorts {
  /** Environment that tells the suites where to put their stacks. */
  readonly env: Readonly<Record<string, string>>;
  release(): Promise<void>;
}

/**
 * Claims a range of ports, so that test runs in two checkouts do not collide. We claim it by listening on its last port; when all are
 * taken, the first range is used, and a part fails because its port is in use. Addresses set in the environment stay.
 */
export async function claimPorts(env: NodeJS.ProcessEnv = process.env, bases = BASES): Promise<ClaimedPorts> {
  for (const base of bases) {
    const claim = await listen(base + PORTS - 1);
    if (claim) return { env: envOf(base, env), release: () => close(claim) };
  }
  return { env: envOf(bases[0], env), release: async () => {} };
}

function envOf(base: number, env: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const wanted = { SENDCAT_E2E_PORT_BASE: base, SENDCAT_DRILL_PORT_BASE: base + DRILLS };
  return Object.fromEntries(Object.entries(wanted).map(([name, port]) => [name, env[name] || String(port)]));
}

async function listen(port: number): Promise<Server | null> {
  const server = createServer();
  server.unref();
  return once(server.listen(port, "127.0.0.1"), "listening").then(
    () => server,
    () => null,
  );
}

async function close(server: Server): Promise<void> {
  server.close();
  await once(server, "close");
}
