import { connect } from "node:net";

export interface RawAnswer {
  /** Null if the connection was closed without one. */
  readonly status: number | null;
  readonly headers: string;
  readonly body: string;
}

/** Sends bytes as they are and reads until the server closes the connection, 10 s at most. */
export async function sendRaw(origin: string, bytes: Buffer): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin);
  const said = await new Promise<string>((resolve) => {
    let all = "";
    const socket = connect({ host: hostname, port: Number(port) }, () => socket.write(bytes));
    const finish = () => {
      socket.destroy();
      resolve(all);
    };
    socket.setTimeout(10_000, finish);
    socket.on("data", (chunk) => (all += chunk.toString("latin1")));
    socket.on("error", finish).on("close", finish);
  });
  // An interim answer may come first.
  const answer = said.replace(/^HTTP\/1\.1 100 .*?\r\n\r\n/s, "");
  const [headers = "", ...rest] = answer.split("\r\n\r\n");
  const status = /^HTTP\/1\.1 (\d{3})/.exec(headers)?.[1];
  return { status: status === undefined ? null : Number(status), headers, body: rest.join("\r\n\r\n") };
}

/** The code of our error body, null in any other answer. */
export function codeOf({ body }: RawAnswer): string | null {
  return /"error":\{"code":"(\w+)","message":"[^"]{5,}"/.exec(body)?.[1] ?? null;
}
