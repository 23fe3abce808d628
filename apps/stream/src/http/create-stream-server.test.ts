import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { request as send, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { readGatewayEnv } from "@sendcat/assembly";
import { largestBodyAt, type Gateway } from "@sendcat/gateway";
import { DEFAULT_POLICY } from "@sendcat/shared-types";
import { ODD_REQUESTS } from "@sendcat/http-server/testing/odd-requests";
import { codeOf, sendRaw } from "@sendcat/http-server/testing/send-raw";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { wire } from "../wiring.ts";
import { createStreamServer } from "./create-stream-server.ts";

const closers: (() => void)[] = [];
/** Servers of several tests. */
const lasting: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

/** A gateway that answers with the number of bytes it received; for HEAD, with the headers of that answer. */
const countBytes: Gateway = async (request) => {
  const { byteLength } = await request.arrayBuffer();
  const isHead = request.method === "HEAD";
  return new Response(isHead ? null : String(byteLength), { headers: { "content-type": "text/plain" } });
};

async function serve(gateway = countBytes, until = closers): Promise<number> {
  const server = createStreamServer({
    gateway,
    hostOf: () => ({ waitUntil: () => undefined, ip: null, country: null }),
    maxBodyBytes: (path) => largestBodyAt(path, DEFAULT_POLICY),
    maxConnections: 10,
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  until.push(() => {
    server.closeAllConnections();
    server.close();
  });
  // safe because it listens on TCP
  return (server.address() as AddressInfo).port;
}

async function ask(port: number, target: `${string} /${string}`, { bytes = 0, headers = {} } = {}) {
  const [method, path] = target.split(" ");
  const request = send({ port, host: "127.0.0.1", method, path, headers });
  request.end(Buffer.alloc(bytes));
  // safe because a response has one argument
  const [response] = (await once(request, "response")) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, said: await text(response) };
}

it("passes on the largest allowed picture and question complete", async () => {
  const port = await serve();
  for (const [path, bytes] of [
    ["/api/attachments", 4_000_000],
    ["/api/chat", 262_144],
    ["/api/webhooks/bank", 65_536],
  ] as const)
    expect([path, (await ask(port, `POST ${path}`, { bytes })).said]).toEqual([path, String(bytes)]);
});

it.each([
  { framing: "declared", headers: {} },
  { framing: "chunked", headers: { "transfer-encoding": "chunked" } },
])(
  "passes on nothing of a $framing body past its route's limit, so that it cannot fill the memory",
  async ({ headers }) => {
    let asked = 0;
    const port = await serve(async () => new Response(String(++asked)));
    for (const path of ["/api/chat", "/api/nothing"] as const) {
      const bytes = largestBodyAt(path, DEFAULT_POLICY) + 1;
      const { status } = await ask(port, `POST ${path}`, { bytes, headers });
      expect([path, status, asked]).toEqual([path, 413, 0]);
    }
  },
);

it("reads no more of an endless body once its answer has ended", async () => {
  const port = await serve(realGateway());
  const request = send({ port, host: "127.0.0.1", method: "GET", path: "/api/health" });
  request.setHeader("transfer-encoding", "chunked").on("error", () => undefined);
  request.write("{");
  // safe because a response has one argument
  const [response] = (await once(request, "response")) as [IncomingMessage];
  const closed = once(response.socket, "close");
  expect([response.statusCode, await text(response)]).toEqual([200, expect.any(String)]);
  await closed;
});

function realGateway(): Gateway {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const env = {
    SENDCAT_SIGNING_KEY: JSON.stringify({ ...privateKey.export({ format: "jwk" }), kid: "test" }),
    SENDCAT_ISSUER: "https://sendcat.test",
    SENDCAT_POLICY: JSON.stringify({ proof: { mode: "off" } }),
    UPSTASH_REDIS_REST_URL: "http://127.0.0.1:9",
    UPSTASH_REDIS_REST_TOKEN: "none",
    CONVEX_URL: "http://127.0.0.1:9",
    OPENROUTER_API_KEY: "none",
    STRIPE_WEBHOOK_SECRET: "whsec_none",
  };
  return wire(readGatewayEnv(env));
}

it("refuses a body past its route's limit as too large: never takes a part of it for the whole", async () => {
  const port = await serve(realGateway());
  for (const path of ["/api/session", "/api/account/code", "/api/webhooks/stripe"]) {
    const headers = { "content-type": "application/json", "transfer-encoding": "chunked" };
    const request = send({ port, host: "127.0.0.1", method: "POST", path, headers });
    // Up to the limit it is a whole JSON document, so that a cut would go unseen.
    request.write("{}".padEnd(largestBodyAt(path, DEFAULT_POLICY), " "));
    request.end(" ".repeat(100_000));
    // safe because a response has one argument
    const [response] = (await once(request, "response")) as [IncomingMessage];
    expect([path, response.statusCode]).toEqual([path, 413]);
    response.resume();
  }
});

it.each(["with", "without"])(
  "passes on nothing of a body that its client broke off, %s a content length",
  async (length) => {
    let asked = 0;
    const port = await serve(async () => new Response(String(++asked)));
    const headers = length === "with" ? { "content-length": "1000" } : { "transfer-encoding": "chunked" };
    const request = send({ port, host: "127.0.0.1", method: "POST", path: "/api/attachments", headers });
    request.on("error", () => undefined);
    request.write(Buffer.alloc(500));
    await new Promise((resolve) => setTimeout(resolve, 200));
    request.destroy();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(asked).toBe(0);
  },
);

it("answers HEAD with headers only", async () => {
  const port = await serve();
  expect(await ask(port, "HEAD /api/health")).toMatchObject({
    status: 200,
    headers: { "content-type": "text/plain" },
    said: "",
  });
});

describe("an odd request is answered, and so is the next one", () => {
  let origin: string;
  beforeAll(async () => {
    origin = `http://127.0.0.1:${await serve(realGateway(), lasting)}`;
  });
  afterAll(() => lasting.splice(0).forEach((close) => close()));

  it.each(ODD_REQUESTS)("$title", async ({ bytes, status, code }) => {
    const answer = await sendRaw(origin, bytes);
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
    if (status === 405 || status === 204) expect(answer.headers).toMatch(/\r\nallow: [A-Z, ]+/i);
    expect((await fetch(`${origin}/api/health`)).status).toBe(200);
  });

  it("closes a connection that it has refused a large body on, when the client has its answer", async () => {
    const next = Buffer.from("GET /api/health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    const large = "x".repeat(1_500_000);
    const head = `POST /api/chat HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${large.length}\r\n\r\n`;
    const answer = await sendRaw(origin, Buffer.concat([Buffer.from(head + large), next]));
    expect([answer.status, codeOf(answer)]).toEqual([413, "payload_too_large"]);
    expect(answer.headers).toMatch(/\r\nconnection: close/);
    expect(answer.body).not.toContain("HTTP/1.1");
  });
});
