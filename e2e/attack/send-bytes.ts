import { connect } from "node:net";
import type { Target } from "./target.ts";

/** Sends bytes to the front as they are. Returns what came until the connection was closed, or nothing if it was closed at once. */
export async function sendBytes({ web }: Pick<Target, "web">, bytes: string): Promise<string> {
  const { hostname, port } = new URL(web);
  return await new Promise((resolve) => {
    let said = "";
    const socket = connect({ host: hostname, port: Number(port) }, () => socket.write(bytes));
    const finish = () => {
      socket.destroy();
      resolve(said);
    };
    socket.setTimeout(10_000, finish);
    socket.on("data", (chunk) => {
      said += String(chunk);
      // A refusal of the server's own may leave the connection open.
      if (said.includes("\r\n\r\n") && !said.startsWith("HTTP/1.1 200")) finish();
    });
    socket.on("error", finish).on("close", finish);
  });
}
