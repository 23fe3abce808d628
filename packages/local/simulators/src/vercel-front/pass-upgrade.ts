import { request as ask, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

/**
 * Passes on the WebSocket over which Next's development server reloads pages. Any other upgrade is refused, because the app has none.
 */
export function passUpgrade(request: IncomingMessage, socket: Duplex, target: string): void {
  if (!request.url?.startsWith("/_next/")) return void socket.destroy();
  const { hostname, port } = new URL(target);
  const onward = ask({ hostname, port, path: request.url, headers: request.headers, agent: false });
  onward.on("upgrade", (reply, server, first) => {
    const head = reply.rawHeaders.flatMap((name, index) =>
      index % 2 === 0 ? [`${name}: ${reply.rawHeaders[index + 1] ?? ""}`] : [],
    );
    socket.write(["HTTP/1.1 101 Switching Protocols", ...head, "", ""].join("\r\n"));
    socket.write(first);
    server.on("error", () => socket.destroy());
    socket.on("error", () => server.destroy());
    server.pipe(socket).pipe(server);
  });
  onward.on("response", () => socket.destroy());
  onward.on("error", () => socket.destroy());
  onward.end();
}
