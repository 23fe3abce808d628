import { createServer, connect, type AddressInfo, type Socket } from "node:net";

/** `hang`: takes everything and answers nothing. `refuse`: cuts every connection, as a process that is not there. */
export type GateMode = "pass" | "hang" | "refuse";

/** A TCP gate between a part of the stack and what it leans on. */
export interface GateProxy {
  readonly url: string;
  set(mode: GateMode): void;
  close(): Promise<void>;
}

export async function openGate(target: string): Promise<GateProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let mode: GateMode = "pass";
  const server = createServer((client) => {
    if (mode === "refuse") return void client.destroy();
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
      socket.on("error", () => (client.destroy(), upstream.destroy()));
    }
    client.on("data", (bytes) => mode === "pass" && upstream.write(bytes));
    upstream.on("data", (bytes) => mode === "pass" && client.write(bytes));
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
  });
  await new Promise<void>((settle) => server.listen(0, "127.0.0.1", settle));
  // safe because a TCP server that listens has such an address
  const own = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${own}`,
    set(next) {
      mode = next;
      // What was swallowed while hanging cannot be made good on the same connection.
      for (const socket of sockets) if (next !== "hang") socket.destroy();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((settle) => server.close(() => settle()));
    },
  };
}
