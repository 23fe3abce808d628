import { request as ask, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from "node:http";
import { headersForClient } from "./platform-headers.ts";
import { respondPlatformError, type PlatformErrorCode } from "./platform-error.ts";

export interface Forwarding {
  /** Origin of the app. */
  readonly target: string;
  /** Headers that the function receives. */
  readonly headers: OutgoingHttpHeaders;
  /** Replace the function's own headers. */
  readonly answerHeaders: OutgoingHttpHeaders;
  readonly onAnswer: (reply: IncomingMessage) => void;
  readonly bodyBytes: number;
  /** Null: as long as the whole answer may take. */
  readonly firstByteMs: number | null;
  readonly durationMs: number;
  readonly timeout: PlatformErrorCode;
}

/**
 * Passes a request to the app and its answer back without buffering, and ends both when one side disconnects. A body that is too large or an
 * answer that is too late gets the platform's error, or is cut off if the answer has begun.
 */
export function forward(request: IncomingMessage, response: ServerResponse, forwarding: Forwarding): void {
  const { bodyBytes, durationMs, firstByteMs, timeout } = forwarding;
  const { hostname, port } = new URL(forwarding.target);
  const { method, url: path } = request;
  // A new connection each time: the app may close a reused one at that moment.
  const onward = ask({ hostname, port, method, path, headers: forwarding.headers, agent: false });

  let isAnswered = false;
  const fail = (code: PlatformErrorCode): void => {
    isAnswered = true;
    letGo();
    respondPlatformError(response, code);
  };
  // Reads and drops the rest of the request, so that the client reads its answer.
  const letGo = (): void => {
    request.unpipe(onward).resume();
    onward.destroy();
  };
  const first = firstByteMs === null ? undefined : setTimeout(() => fail(timeout), firstByteMs);
  const whole = setTimeout(() => fail(timeout), durationMs);

  let received = 0;
  request.on("data", (chunk: Buffer) => {
    received += chunk.length;
    if (received > bodyBytes && !isAnswered) fail("FUNCTION_PAYLOAD_TOO_LARGE");
  });
  onward.on("response", (reply) => {
    isAnswered = true;
    clearTimeout(first);
    forwarding.onAnswer(reply);
    response.writeHead(reply.statusCode ?? 502, { ...headersForClient(reply.headers), ...forwarding.answerHeaders });
    // A stream has begun even if it has written nothing yet.
    response.flushHeaders();
    reply.on("error", () => response.destroy());
    reply.pipe(response);
  });
  onward.on("error", () => {
    if (!isAnswered) fail("FUNCTION_INVOCATION_FAILED");
  });
  response.on("close", () => {
    clearTimeout(first);
    clearTimeout(whole);
    letGo();
  });
  if (Number(request.headers["content-length"] ?? 0) > bodyBytes) return fail("FUNCTION_PAYLOAD_TOO_LARGE");
  request.pipe(onward);
}
