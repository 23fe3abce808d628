import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { assertPortFree } from "./assert-port-free.ts";

it("names the port that is taken, the part that needs it, and the setting that moves it", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  // safe because a listening TCP server has such an address
  const { port } = server.address() as AddressInfo;
  await expect(assertPortFree(port, "Convex")).rejects.toThrow(
    new RegExp(`Port ${port}, needed by Convex, is in use.*SENDCAT_PORT_BASE`),
  );
  server.close();
  await once(server, "close");
  await assertPortFree(port, "Convex");
});
