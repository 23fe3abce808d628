import type { IncomingMessage, ServerResponse } from "node:http";
import { answerWith, type ErrorAnswer } from "./error-answer.ts";

const tooLarge = (maxBytes: number): ErrorAnswer => ({
  code: "payload_too_large",
  message: `The body may have at most ${maxBytes} bytes.`,
});

/** The refusal of a body whose declared length is above the limit, in bytes; null for any other, and for a chunked body. */
export function checkLength({ headers }: IncomingMessage, maxBytes: number): ErrorAnswer | null {
  return Number(headers["content-length"] ?? 0) > maxBytes ? tooLarge(maxBytes) : null;
}

/**
 * Passes at most `maxBytes` of a chunked body on to the host. A longer one is refused with 413, and breaks off for the host, as if the client had
 * disconnected: a part must not pass for the whole. Once the answer has begun, reading stops instead.
 */
export function limitChunks(incoming: IncomingMessage, outgoing: ServerResponse, maxBytes: number): void {
  const { socket } = incoming;
  if (incoming.headers["transfer-encoding"] === undefined) return;
  const push = incoming.push.bind(incoming);
  let bytes = 0;
  let isRefused = false;
  // Node's parser calls it with each piece, and with null at the end.
  incoming.push = (piece: Buffer | null) => {
    bytes += piece?.length ?? 0;
    if (bytes <= maxBytes) return push(piece);
    if (!isRefused && outgoing.headersSent) return false;
    if (!isRefused) {
      isRefused = true;
      answerWith(outgoing, tooLarge(maxBytes));
      socket.once("close", () => incoming.destroy(new Error("The body is too large.")));
    }
    if (piece === null && outgoing.writableFinished) socket.destroy();
    return true;
  };
  // Node would read and drop the rest for as long as a request may take.
  outgoing.once("finish", () => {
    if (!incoming.complete && !socket.writableEnded) socket.destroySoon();
  });
}
