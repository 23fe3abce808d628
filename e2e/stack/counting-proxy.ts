import { createServer, request as forward, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** `hang`: accepts every request and answers none. `refuse`: cuts every connection, like a process that is down. */
export type ProxyMode = "pass" | "hang" | "refuse";

/** A loopback HTTP proxy that records requests, and can be told to pass none. */
export interface CountingProxy {
  readonly url: string;
  /** Every request since the last `take`, as `POST /api/mutation turns:begin`. */
  take(): readonly string[];
  setMode(mode: ProxyMode): void;
  close(): Promise<void>;
}

/** `label` names a request by its body, for example by the function that it calls. */
export async function createCountingProxy(
  target: string,
  label: (body: string) => string = () => "",
): Promise<CountingProxy> {
  let seen: string[] = [];
  let mode: ProxyMode = "pass";
  const server = createServer((incoming, answer) => void pass(incoming, answer));

  async function pass(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks);
    seen.push(`${incoming.method} ${incoming.url} ${label(body.toString())}`.trim());
    if (mode === "hang") return;
    if (mode === "refuse") return void incoming.destroy();
    const onward = forward(
      new URL(incoming.url ?? "/", target),
      { method: incoming.method, headers: { ...incoming.headers, host: new URL(target).host } },
      (reply) => {
        answer.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(answer);
      },
    );
    onward.on("error", () => answer.destroy());
    onward.end(body);
  }

  await new Promise<void>((settle) => server.listen(0, "127.0.0.1", settle));
  // safe because a TCP server that listens has such an address
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    take() {
      const taken = seen;
      seen = [];
      return taken;
    },
    setMode(next) {
      mode = next;
    },
    close: () =>
      new Promise((settle) => {
        server.closeAllConnections();
        server.close(() => settle());
      }),
  };
}
