import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from "node:http";
import { checkRequest, pathOf } from "./check-request.ts";
import { answerWith, writeTo, type ErrorAnswer } from "./error-answer.ts";
import { lingerFor } from "./linger.ts";

export interface HttpServerOptions {
  /** Answers a request; it has a valid target and a method that Fetch knows. */
  readonly answer: (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;
  /** The methods of a path; none where no route is. */
  readonly methodsAt: (path: string) => readonly string[];
  /** The largest body, in bytes, that is read from a request for this path. */
  readonly maxBodyBytes: (path: string) => number;
  /** The whole request must arrive within this time. */
  readonly requestTimeoutMs: number;
  readonly http?: ServerOptions;
}

const KEEP_ALIVE_MS = 65_000;
const HEADERS_WITHIN_MS = 15_000;
const MAX_HEADER_BYTES = 16_384;

/** What Node's parser says of bytes that are no request it takes. */
const PARSER_ERRORS: Readonly<Record<string, Pick<ErrorAnswer, "status" | "message">>> = {
  HPE_HEADER_OVERFLOW: { status: 431, message: "The target and headers are too long." },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, message: "The request did not arrive in time." },
};

/** Node's HTTP server, which answers every request: with our error body where no host could. TLS ends at the load balancer in front. */
export function createHttpServer({
  answer,
  methodsAt,
  maxBodyBytes,
  requestTimeoutMs,
  http = {},
}: HttpServerOptions): Server {
  function handle(incoming: IncomingMessage, outgoing: ServerResponse): void {
    // The connection of a refused request stays open for its body only.
    if (incoming.socket.writableEnded) return void incoming.socket.destroy();
    lingerFor(incoming);
    const problem = checkRequest(incoming, methodsAt);
    if (problem) return answerWith(outgoing, problem);
    if (pathOf(incoming) === "*") return void outgoing.writeHead(204, { allow: "GET, HEAD, POST, OPTIONS" }).end();
    answer(incoming, outgoing).catch((fault: unknown) => {
      console.error("a request failed", String(fault));
      outgoing.destroy();
    });
  }

  const server = createServer(
    {
      requestTimeout: requestTimeoutMs,
      headersTimeout: HEADERS_WITHIN_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
      ...http,
      // `checkRequest` refuses those with our body.
      requireHostHeader: false,
      // No host has a WebSocket: a request for one is a request like any.
      shouldUpgradeCallback: () => false,
    },
    handle,
  );
  server.on("checkContinue", (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const bytes = Number(incoming.headers["content-length"] ?? 0);
    const limit = maxBodyBytes(pathOf(incoming));
    // Refused before the body is sent.
    if (bytes > limit)
      return answerWith(outgoing, { code: "payload_too_large", message: `The body may have at most ${limit} bytes.` });
    outgoing.writeContinue();
    handle(incoming, outgoing);
  });
  // Other expectations may be ignored (RFC 9110, 10.1.1).
  server.on("checkExpectation", handle);
  server.on("connect", (_, socket) => {
    socket.on("error", () => socket.destroy());
    writeTo(socket, { code: "method_not_allowed", allowed: ["GET", "HEAD", "POST", "OPTIONS"] });
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    // A reset connection, or one whose answer has begun, cannot be answered.
    if (error.code === "ECONNRESET" || !socket.writable || hasBegun(socket)) return void socket.destroy();
    const said = PARSER_ERRORS[error.code ?? ""] ?? { message: "The request is not valid HTTP." };
    writeTo(socket, { code: "invalid_request", ...said });
  });
  return server;
}

/** Whether an answer has been started on a connection. */
function hasBegun(socket: object): boolean {
  // Node's own handler asks the same: the response in progress hangs on the socket.
  const message: unknown = Reflect.get(socket, "_httpMessage");
  return typeof message === "object" && message !== null && Reflect.get(message, "headersSent") === true;
}
