import { once } from "node:events";
import { createServer } from "node:net";

/** Below the ports that the system gives to outgoing connections, which could take one while nobody listens on it. */
const [FIRST, LAST] = [22_000, 27_998];

/** The first of two ports that nobody listens on, for a deployment that is ended and started again at its address. */
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
