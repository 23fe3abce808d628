import type { Server } from "node:http";
import { WebSocketServer } from "ws";
import type { Engine } from "../engine/engine.ts";
import { Session } from "./session.ts";

const PING_AFTER_IDLE_MS = 15_000;
const PING_CHECK_MS = 5_000;
const MAX_MESSAGE_BYTES = 20 * 1024 * 1024;
const SYNC_PATH = /^\/api\/([^/]+\/)?sync$/;

/** Accepts WebSocket connections of the sync protocol on an HTTP server. */
export function attachSyncServer(server: Server, options: { engine: Engine; adminKey: string }): { close: () => void } {
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_MESSAGE_BYTES,
  });
  const sessions = new Set<Session>();
  server.on("upgrade", (request, socket, head) => {
    const [pathname = ""] = (request.url ?? "").split("?");
    if (!SYNC_PATH.test(pathname)) {
      socket.end("HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n");
      return;
    }
    // The client may disconnect before the session adds its own listener.
    socket.on("error", () => socket.destroy());
    void options.engine.started.then(() =>
      sockets.handleUpgrade(request, socket, head, (webSocket) => {
        const session = new Session({
          ...options,
          socket: webSocket,
          origin: {
            ip: request.socket.remoteAddress ?? null,
            userAgent: request.headers["user-agent"] ?? null,
          },
        });
        sessions.add(session);
        webSocket.on("close", () => sessions.delete(session));
      }),
    );
  });
  const pings = setInterval(() => {
    for (const session of sessions) session.ping(Date.now(), PING_AFTER_IDLE_MS);
  }, PING_CHECK_MS);
  return {
    close: () => {
      clearInterval(pings);
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}
