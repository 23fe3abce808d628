import type { AddressInfo } from "node:net";
import type { Server } from "node:http";

/** Starts listening and returns the port, which the system chooses when `port` is 0. */
export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      // safe because the server listens on TCP, where the address is an object.
      resolve((server.address() as AddressInfo).port);
    });
  });
}
