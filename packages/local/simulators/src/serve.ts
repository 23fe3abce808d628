import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

export interface Served {
  readonly origin: string;
  /** Closes every connection, also those with an answer in progress. */
  close(): Promise<void>;
}

/** Listens, and returns the address. An error that a handler throws is logged under `name`, and its connection is closed. */
export async function serve(
  { port = 0, host = "127.0.0.1", name }: { readonly port?: number; readonly host?: string; readonly name: string },
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<Served> {
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      console.error(`simulators: ${name}:`, error);
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host }, resolve);
  });
  const address = server.address();
  return {
    origin: `http://${host}:${typeof address === "object" && address ? address.port : port}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Sends JSON, unless the connection is closed. */
export function respondJson(response: ServerResponse, status: number, body: object): void {
  if (response.destroyed) return;
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
