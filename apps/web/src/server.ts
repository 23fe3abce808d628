import { once } from "node:events";
import { parseArgs } from "node:util";
import { servicePolicy } from "@sendcat/assembly";
import { largestBodyAt, methodsAt } from "@sendcat/gateway";
import { createHttpServer } from "@sendcat/http-server";
import next from "next";
import { env, listenPort } from "./env.ts";

/** A picture of the largest size must get through on a slow phone. */
const REQUEST_TIMEOUT_MS = 120_000;

/**
 * The production build where we run it ourselves: Next behind our own HTTP server, because `next start` leaves some requests without an answer
 * and fails at others with 500. On Vercel the platform takes its place.
 */
const { values } = parseArgs({ options: { port: { type: "string" }, hostname: { type: "string" } } });
const port = Number(values.port ?? listenPort);
const hostname = values.hostname ?? "0.0.0.0";
const app = next({ dev: false, dir: `${import.meta.dirname}/..`, hostname, port });
await app.prepare();
const policy = servicePolicy(env());
const server = createHttpServer({
  answer: app.getRequestHandler(),
  methodsAt,
  // Under `/node` are the same routes (`handleOnNode`).
  maxBodyBytes: (path) => largestBodyAt(path.replace(/^\/node(?=\/)/, ""), policy),
  requestTimeoutMs: REQUEST_TIMEOUT_MS,
});
server.listen(port, hostname);
await once(server, "listening");
console.log(`web: listening on ${hostname}:${port}`);

/** Takes no more requests, and exits when running answers have ended. */
async function drain(): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeIdleConnections();
  await closed;
  await app.close();
  process.exit(0);
}
process.on("SIGTERM", () => void drain());
process.on("SIGINT", () => void drain());
