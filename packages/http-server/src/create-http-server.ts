import { createServer, ServerResponse, type IncomingMessage, type Server } from "node:http";
import { checkRequest, pathOf } from "./check-request.ts";
import { answerWith, writeTo, type ErrorAnswer } from "./error-answer.ts";
import { checkLength, limitChunks } from "./limit-body.ts";
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
export function createHttpServer({ answer, methodsAt, maxBodyBytes, requestTimeoutMs }: HttpServerOptions): Server {
  function handle(incoming: IncomingMessage, outgoing: ServerResponse, waits = false): void {
    // The connection of a refused request stays open for its body only.
    if (incoming.socket.writableEnded) return void incoming.socket.destroy();
    lingerFor(incoming);
    const invalid = checkRequest(incoming, methodsAt);
    const maxBytes = maxBodyBytes(pathOf(incoming));
    const problem = invalid ?? checkLength(incoming, maxBytes);
    if (problem) return answerWith(outgoing, problem);
    limitChunks(incoming, outgoing, maxBytes);
    if (waits) outgoing.writeContinue();
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
      // `checkRequest` refuses those with our body.
      requireHostHeader: false,
      // No host has a WebSocket: a request for one is a request like any.
      shouldUpgradeCallback: () => false,
    },
    handle,
  );
  // Such a client sends its body when it is told to.
  server.on("checkContinue", (incoming: IncomingMessage, outgoing: ServerResponse) => handle(incoming, outgoing, true));
  // Other expectations may be ignored (RFC 9110, 10.1.1).
  server.on("checkExpectation", handle);
  server.on("connect", (_, socket) => {
    socket.on("error", () => socket.destroy());
    writeTo(socket, { code: "method_not_allowed", allowed: ["GET", "HEAD", "POST", "OPTIONS"] });
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    const answering = answerOn(socket);
    // A reset connection, or one whose answer has begun, cannot be answered.
    if (error.code === "ECONNRESET" || !socket.writable || answering?.headersSent) return void socket.destroy();
    // Those bytes came after a whole request: the client takes the next answer for that one's, which ends the connection.
    if (answering?.req.complete) return void (answering.shouldKeepAlive = false);
    const said = PARSER_ERRORS[error.code ?? ""] ?? { message: "The request is not valid HTTP." };
    writeTo(socket, { code: "invalid_request", ...said });
  });
  return server;
}

/** The answer in progress on a connection. */
function answerOn(socket: object): ServerResponse | null {
  // Node's own handler asks the same: it hangs on the socket.
  const message: unknown = Reflect.get(socket, "_httpMessage");
  return message instanceof ServerResponse ? message : null;
}
