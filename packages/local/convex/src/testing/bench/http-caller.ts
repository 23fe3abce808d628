import { Agent, request } from "node:http";

type Args = Record<string, string | number>;

/** Calls functions over HTTP keep-alive connections, with as little client work as possible. */
export class HttpCaller {
  readonly #agent: Agent;
  readonly #url: string;

  constructor(url: string, connections: number) {
    this.#url = url;
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** @throws Error when the function failed */
  call(kind: "query" | "mutation", path: string, args: Args): Promise<void> {
    const body = JSON.stringify({ path, args, format: "convex_encoded_json" });
    return new Promise((resolve, reject) => {
      const sent = request(
        `${this.#url}/api/${kind}`,
        {
          method: "POST",
          agent: this.#agent,
          headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body) },
        },
        (response) => {
          let text = "";
          response.setEncoding("utf8");
          response.on("data", (chunk: string) => (text += chunk));
          response.on("end", () =>
            text.startsWith('{"status":"success"') ? resolve() : reject(new Error(`${path}: ${text.slice(0, 300)}`)),
          );
        },
      );
      sent.on("error", reject);
      sent.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
