import { CORE_CONTRACT } from "@sendcat/shared-types";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, or a text as it stands. */
  readonly body?: unknown;
}

export interface FakeServer {
  readonly origin: string;
  close(): Promise<void>;
}

/** A server on this machine with these answers, by `GET /path`; 404 for others. */
export async function fakeServer(
  answers: Readonly<Record<string, FakeAnswer | (() => FakeAnswer)>>,
): Promise<FakeServer> {
  const server = createServer((request, response) => {
    const answer = answers[`${request.method} ${(request.url ?? "").split("?")[0]}`] ?? { status: 404, body: {} };
    const { status = 200, headers = {}, body = {} } = typeof answer === "function" ? answer() : answer;
    request.resume().on("end", () => {
      response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((settle) => server.listen(0, "127.0.0.1", settle));
  // safe because a TCP server that listens has such an address
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((settle) => {
        server.closeAllConnections();
        server.close(() => settle());
      }),
  };
}

/** Answer of `GET /api/ready` when all is well, with a change. */
export function readyAnswer(change: object = {}): FakeAnswer {
  const body = {
    status: "ready",
    draining: false,
    dependencies: { redis: true, convex: true },
    tookMs: { redis: 3, convex: 9 },
    core: { expected: CORE_CONTRACT, deployed: CORE_CONTRACT },
    ...change,
  };
  return { status: body.status === "ready" ? 200 : 503, body };
}
