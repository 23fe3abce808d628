import { request as ask, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

/** The app has no WebSocket but the one over which Next's development server reloads pages. Another upgrade is not taken up: a request like any. */
export const isUpgradePassed = ({ url }: IncomingMessage): boolean => url?.startsWith("/_next/") === true;

/** Passes an upgrade on to the app. */
export function passUpgrade(request: IncomingMessage, socket: Duplex, target: string): void {
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
