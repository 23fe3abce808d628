import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface EchoApp {
  readonly origin: string;
  close(): Promise<void>;
}

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

/** An app that says what reached it: `{method, path, headers, bytes}`. */
const echo: Handle = (request, response) => {
  let bytes = 0;
  request.on("data", (chunk: Buffer) => (bytes += chunk.length));
  request.on("end", () => {
    const { method, url: path, headers } = request;
    response.setHeader("x-from-app", "yes");
    response.end(JSON.stringify({ method, path, headers, bytes }));
  });
};

export async function openApp(handle: Handle = echo): Promise<EchoApp> {
  const server = createServer({ maxHeaderSize: 128 * 1_024 }, handle);
  await new Promise<void>((settle) => server.listen(0, "127.0.0.1", settle));
  // safe because a TCP server that listens has such an address
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    async close() {
      const closed = new Promise<void>((settle) => server.close(() => settle()));
      server.closeAllConnections();
      await closed;
    },
  };
}
