import { once } from "node:events";
import { request as send, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { largestBodyAt } from "@sendcat/gateway";
import { DEFAULT_POLICY } from "@sendcat/shared-types";
import { afterEach, expect, it } from "vitest";
import { createStreamServer } from "./create-stream-server.ts";

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

/** A gateway that answers with the number of bytes it received; for HEAD, with the headers of that answer. */
async function serve(): Promise<number> {
  const server = createStreamServer({
    gateway: async (request) => {
      const { byteLength } = await request.arrayBuffer();
      const isHead = request.method === "HEAD";
      return new Response(isHead ? null : String(byteLength), { headers: { "content-type": "text/plain" } });
    },
    hostOf: () => ({ waitUntil: () => undefined, ip: null, country: null }),
    maxBodyBytes: (path) => largestBodyAt(path, DEFAULT_POLICY),
    maxConnections: 10,
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  // safe because it listens on TCP
  return (server.address() as AddressInfo).port;
}

async function ask(port: number, target: `${string} /${string}`, bytes = 0) {
  const [method, path] = target.split(" ");
  const request = send({ port, host: "127.0.0.1", method, path });
  request.end(Buffer.alloc(bytes));
  // safe because a response has one argument
  const [response] = (await once(request, "response")) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, said: await text(response) };
}

it("passes on the largest allowed picture and question complete", async () => {
  const port = await serve();
  for (const [path, bytes] of [
    ["/api/attachments", 4_000_000],
    ["/api/chat", 65_536],
    ["/api/webhooks/bank", 65_536],
  ] as const)
    expect([path, (await ask(port, `POST ${path}`, bytes)).said]).toEqual([path, String(bytes)]);
});

it("reads at most one chunk more of a body than its route's limit, so that a huge body cannot fill the memory", async () => {
  const port = await serve();
  for (const path of ["/api/chat", "/api/nothing"] as const) {
    const { said } = await ask(port, `POST ${path}`, 150_000);
    expect(Number(said)).toBeGreaterThan(largestBodyAt(path, DEFAULT_POLICY));
    expect(Number(said)).toBeLessThan(largestBodyAt(path, DEFAULT_POLICY) + 100_000);
  }
});

it("answers HEAD with headers only, and TRACE with 501", async () => {
  const port = await serve();
  expect(await ask(port, "HEAD /api/health")).toMatchObject({
    status: 200,
    headers: { "content-type": "text/plain" },
    said: "",
  });
  expect((await ask(port, "TRACE /api/health")).status).toBe(501);
});
