import { request, type Agent, type IncomingMessage } from "node:http";

export interface PostOptions {
  readonly agent: Agent;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
}

/** `onResponse` when an answer starts, `onError` when none does: exactly one of them. */
export interface PostHandlers {
  readonly onResponse: (response: IncomingMessage) => void;
  readonly onError: (error: Error) => void;
}

/**
 * A POST, sent again as browsers do (RFC 9112, section 9.3.1) when a kept connection closes before any answer: the server ended the idle
 * connection while the request was on its way.
 */
export function post(url: string, options: PostOptions, handlers: PostHandlers): void {
  const { agent, headers, body, timeoutMs } = options;
  let hasAnswer = false;
  const sent = request(url, { method: "POST", agent, headers, timeout: timeoutMs }, (response) => {
    hasAnswer = true;
    handlers.onResponse(response);
  });
  sent.on("timeout", () => sent.destroy(new Error(`no answer within ${timeoutMs} ms`)));
  sent.on("error", (error) => {
    if (hasAnswer) return;
    const isClosed = "code" in error && (error.code === "ECONNRESET" || error.code === "EPIPE");
    if (sent.reusedSocket && isClosed) post(url, options, handlers);
    else handlers.onError(error);
  });
  sent.end(body);
}
