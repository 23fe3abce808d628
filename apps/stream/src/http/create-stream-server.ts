import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { methodsAt, type Gateway, type HostContext } from "@sendcat/gateway";
import { createHttpServer } from "@sendcat/http-server";
import { toRequest } from "./to-request.ts";
import { writeResponse } from "./write-response.ts";

export interface StreamServerOptions {
  readonly gateway: Gateway;
  readonly hostOf: (request: Request) => HostContext;
  /** The largest body, in bytes, that is read from a request for this path. */
  readonly maxBodyBytes: (path: string) => number;
  readonly maxConnections: number;
}

const REQUEST_TIMEOUT_MS = 15_000;

/** Serves the gateway with Node's HTTP server. */
export function createStreamServer({ gateway, hostOf, maxBodyBytes, maxConnections }: StreamServerOptions): Server {
  const server = createHttpServer({ answer, methodsAt, maxBodyBytes, requestTimeoutMs: REQUEST_TIMEOUT_MS });
  server.maxConnections = maxConnections;

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const response = await respond(incoming);
    if (response) await writeResponse(response, outgoing);
    else outgoing.destroy();
  }

  /** A separate function, so that nothing keeps the request alive while its answer streams. */
  async function respond(incoming: IncomingMessage): Promise<Response | null> {
    const request = await toRequest(incoming, `http://${incoming.headers.host ?? "localhost"}`);
    return request && gateway(request, hostOf(request));
  }

  return server;
}
