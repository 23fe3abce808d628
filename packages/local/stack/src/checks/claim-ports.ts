import { once } from "node:events";
import { createServer, type Server } from "node:net";

/** One run of the tests needs so many ports in a row: stacks of the end-to-end suite at the bottom, then those of gates and drills. */
const PORTS = 6_000;
const DRILLS = 4_000;
/** The last range ends below the ports that the system gives to outgoing connections. */
const BASES: readonly [number, ...number[]] = [14_000, 20_000, 26_000];

export interface ClaimedPorts {
  /** Where the suites put their stacks. */
  readonly env: Readonly<Record<string, string>>;
  release(): Promise<void>;
}

/**
 * A range of ports for this run of the tests, so that a run in another checkout does not meet it. Held by listening on its last port; when all
 * are taken, the first is used, and says so by a part that finds its port in use. Addresses that were given stay.
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
