import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Gateway, HostContext } from "@sendcat/gateway";
import { toRequest } from "./to-request.ts";
import { writeResponse } from "./write-response.ts";

export interface StreamServerOptions {
  readonly gateway: Gateway;
  readonly hostOf: (request: Request) => HostContext;
  /** The largest body, in bytes, that is read from a request for this path. */
  readonly maxBodyBytes: (path: string) => number;
  readonly maxConnections: number;
}

/** The whole request must arrive within this time. */
const REQUEST_TIMEOUT_MS = 15_000;
const KEEP_ALIVE_MS = 65_000;
const MAX_HEADER_BYTES = 16_384;
/** The Fetch standard forbids this method in a Request, so it is answered with 501. */
const UNSUPPORTED_METHOD = "TRACE";

/** Serves the gateway with Node's HTTP server. TLS ends at the load balancer in front. */
export function createStreamServer({ gateway, hostOf, maxBodyBytes, maxConnections }: StreamServerOptions): Server {
  const server = createServer(
    {
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
    },
    (incoming, outgoing) => {
      answer(incoming, outgoing).catch((fault: unknown) => {
        console.error("a request failed", String(fault));
        outgoing.destroy();
      });
    },
  );
  server.maxConnections = maxConnections;

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    if (incoming.method === UNSUPPORTED_METHOD) return void outgoing.writeHead(501).end();
    const response = await respond(incoming);
    if (response) await writeResponse(response, outgoing);
    else outgoing.destroy();
  }

  /** A separate function, so that nothing keeps the request alive while its answer streams. */
  async function respond(incoming: IncomingMessage): Promise<Response | null> {
    const request = await toRequest(incoming, `http://${incoming.headers.host ?? "localhost"}`, maxBodyBytes);
    return request && gateway(request, hostOf(request));
  }

  return server;
}
