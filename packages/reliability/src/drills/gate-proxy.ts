import { createServer, connect, type AddressInfo, type Socket } from "node:net";

/** `hang`: accepts everything and answers nothing. `refuse`: closes every connection, like a process that is not running. */
export type GateMode = "pass" | "hang" | "refuse";

/** A TCP gate between a part of the stack and one of its dependencies. */
export interface GateProxy {
  readonly url: string;
  set(mode: GateMode): void;
  /** HTTP requests that have passed since the last call. */
  takeRequests(): number;
  close(): Promise<void>;
}

/** A request is written in one piece, so its first line is at the start of a chunk. */
const REQUEST_LINE = /^(GET|POST) /;

export async function openGate(target: string): Promise<GateProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let mode: GateMode = "pass";
  let requests = 0;
  const server = createServer((client) => {
    if (mode === "refuse") return void client.destroy();
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
      socket.on("error", () => (client.destroy(), upstream.destroy()));
    }
    client.on("data", (bytes) => {
      if (mode !== "pass") return;
      if (REQUEST_LINE.test(bytes.toString("latin1", 0, 8))) requests++;
      upstream.write(bytes);
    });
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
      // Bytes swallowed while hanging are lost, so the connection cannot be used again.
      for (const socket of sockets) if (next !== "hang") socket.destroy();
    },
    takeRequests() {
      const taken = requests;
      requests = 0;
      return taken;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((settle) => server.close(() => settle()));
    },
  };
}
