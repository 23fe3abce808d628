import { createServer, request as forward, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Convex as it answers, until a test has it answer like the core of an earlier release. */
export interface OldCore {
  readonly url: string;
  /** What the core says that it is; null: what it really says. */
  setContract(contract: string | null): void;
  close(): Promise<void>;
}

export async function openOldCore(target: string): Promise<OldCore> {
  let contract: string | null = null;
  async function pass(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks);
    if (contract !== null && body.includes('"operations:contract"')) {
      answer.writeHead(200, { "content-type": "application/json" });
      return void answer.end(JSON.stringify({ status: "success", value: contract, logLines: [] }));
    }
    const headers = { ...incoming.headers, host: new URL(target).host };
    const onward = forward(new URL(incoming.url ?? "/", target), { method: incoming.method, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    onward.on("error", () => answer.destroy());
    onward.end(body);
  }
  const server = createServer((incoming, answer) => void pass(incoming, answer));
  await new Promise<void>((settle) => server.listen(0, "127.0.0.1", settle));
  // safe because a TCP server that listens has such an address
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    setContract: (next) => void (contract = next),
    close: () =>
      new Promise((settle) => {
        server.closeAllConnections();
        server.close(() => settle());
      }),
  };
}
