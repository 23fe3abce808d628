import { request, type IncomingMessage, type OutgoingHttpHeaders } from "node:http";

export interface RawRequest {
  readonly method?: string;
  /** Sent as it is; `fetch` would tidy it up. */
  readonly path?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
  /** False: the body that the headers announce never comes. */
  readonly ends?: boolean;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
}

/** A request byte for byte, over a connection of its own. Rejects when the connection is cut before the answer ends. */
export function rawRequest(origin: string, { method, path = "/", headers, body, ends = true }: RawRequest) {
  return new Promise<RawAnswer>((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const asked = request({ hostname, port, method, path, headers, agent: false }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (piece: string) => (text += piece));
      answer.on("end", () => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text });
        if (!ends) asked.destroy();
      });
      answer.on("error", reject);
    });
    asked.on("error", reject);
    if (body !== undefined) asked.write(body);
    if (ends) asked.end();
    else asked.flushHeaders();
  });
}
