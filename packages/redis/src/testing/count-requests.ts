import { once } from "node:events";
import { createServer, request as forward } from "node:http";

export interface RequestCounter {
  readonly url: string;
  /** HTTP requests since the last call. */
  take(): number;
  close(): Promise<void>;
}

/** A proxy in front of an endpoint on this machine that counts the real HTTP requests. */
export async function countRequests(target: string): Promise<RequestCounter> {
  let requests = 0;
  const server = createServer((incoming, outgoing) => {
    requests += 1;
    const upstream = forward(
      target + (incoming.url ?? "/"),
      { method: incoming.method, headers: incoming.headers },
      (reply) => {
        outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(outgoing);
      },
    );
    upstream.on("error", () => outgoing.destroy());
    incoming.pipe(upstream);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    take() {
      const seen = requests;
      requests = 0;
      return seen;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
