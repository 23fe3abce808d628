import type { IncomingMessage } from "node:http";

/** How long the rest of a body is read and dropped after the answer. */
const LINGER_MS = 3_000;

/**
 * Keeps the connection of a request open, after the answer that closes it, while the client still sends its body: closed at once, it would be reset,
 * and the client could lose the answer (RFC 9112, 9.6).
 */
export function lingerFor(incoming: IncomingMessage): void {
  const { socket } = incoming;
  const { destroySoon } = socket;
  socket.destroySoon = () => {
    socket.destroySoon = destroySoon;
    if (incoming.complete || socket.destroyed) return socket.destroySoon();
    const timer = setTimeout(() => socket.destroy(), LINGER_MS);
    socket.once("close", () => clearTimeout(timer));
    incoming.once("end", () => socket.destroy());
    incoming.resume();
    socket.end();
  };
}
