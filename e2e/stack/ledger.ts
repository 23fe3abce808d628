import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createCountingProxy } from "./counting-proxy.ts";

/** The counting proxies of the stack under test, readable from the test workers over HTTP. */
export interface Ledger {
  /** `GET` returns the requests since the last `GET`, as `{redis: [...], convex: [...]}`. */
  readonly url: string;
  readonly redisUrl: string;
  readonly convexUrl: string;
  close(): Promise<void>;
}

export interface RoundTrips {
  readonly redis: readonly string[];
  readonly convex: readonly string[];
}

export async function startLedger(targets: { readonly redis: string; readonly convex: string }): Promise<Ledger> {
  const redis = await createCountingProxy(targets.redis);
  const convex = await createCountingProxy(targets.convex, functionPath);
  const server = createServer((_, answer) => {
    const taken: RoundTrips = { redis: redis.take(), convex: convex.take() };
    answer.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(taken));
  });
  await new Promise<void>((settle) => server.listen(0, "127.0.0.1", settle));
  // safe because a TCP server that listens has such an address
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    redisUrl: redis.url,
    convexUrl: convex.url,
    async close() {
      server.closeAllConnections();
      server.close();
      await Promise.all([redis.close(), convex.close()]);
    },
  };
}

function functionPath(body: string): string {
  return /"path":"([^"]+)"/.exec(body)?.[1] ?? "";
}
