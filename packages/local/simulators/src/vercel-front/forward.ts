import { request as ask, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from "node:http";
import { headersForClient } from "./platform-headers.ts";
import { respondPlatformError, type PlatformErrorCode } from "./platform-error.ts";

export interface Forwarding {
  /** Origin of the app. */
  readonly target: string;
  /** What the function is sent. */
  readonly headers: OutgoingHttpHeaders;
  /** Laid over the function's own headers. */
  readonly answerHeaders: OutgoingHttpHeaders;
  readonly onAnswer: (reply: IncomingMessage) => void;
  readonly bodyBytes: number;
  /** Null: as long as the whole answer may take. */
  readonly firstByteMs: number | null;
  readonly durationMs: number;
  readonly timeout: PlatformErrorCode;
}

/**
 * Passes a request to the app and its answer back, each byte as it comes, and ends both when one side goes. What is too large or too late is
 * answered by the platform's error, or cut once the answer has begun.
 */
export function forward(request: IncomingMessage, response: ServerResponse, forwarding: Forwarding): void {
  const { bodyBytes, durationMs, firstByteMs, timeout } = forwarding;
  const { hostname, port } = new URL(forwarding.target);
  const { method, url: path } = request;
  // A connection of its own: one that is used again may be closed by the app at that moment.
  const onward = ask({ hostname, port, method, path, headers: forwarding.headers, agent: false });

  let isAnswered = false;
  const fail = (code: PlatformErrorCode): void => {
    isAnswered = true;
    letGo();
    respondPlatformError(response, code);
  };
  // What is left of the request is read and dropped, so that the client gets to read its answer.
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
    // A stream that has not written yet has begun all the same.
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
