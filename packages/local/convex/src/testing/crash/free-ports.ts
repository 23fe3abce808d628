import { once } from "node:events";
import { createServer } from "node:net";

/** Below the range that the system uses for outgoing connections, which could take a port between two starts. */
const [FIRST, LAST] = [22_000, 27_998];

/** The first of two free consecutive ports, for a deployment that restarts at the same address. */
export async function freePorts(): Promise<number> {
  for (;;) {
    const port = FIRST + 2 * Math.floor(Math.random() * ((LAST - FIRST) / 2));
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const isListening = once(server.listen(port, "127.0.0.1"), "listening").then(
    () => true,
    () => false,
  );
  if (!(await isListening)) return false;
  server.close();
  await once(server, "close");
  return true;
}
