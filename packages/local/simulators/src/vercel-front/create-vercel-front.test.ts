import { get, request as ask, type IncomingMessage } from "node:http";
import { once } from "node:events";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createVercelFront, type VercelFrontOptions } from "./create-vercel-front.ts";
import { openApp, type EchoApp } from "./testing/echo-app.ts";
import { rawRequest } from "./testing/raw-request.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open(options: Partial<VercelFrontOptions> = {}, handle?: Parameters<typeof openApp>[0]) {
  const app: EchoApp = await openApp(handle);
  const front = await createVercelFront({ target: app.origin, ...options });
  closing.push(app.close, front.close);
  return front.origin;
}

/** Something that a test waits for. */
function awaited(): { readonly happened: Promise<void>; readonly happens: () => void } {
  let happens = (): void => undefined;
  const happened = new Promise<void>((settle) => (happens = settle));
  return { happened, happens: () => happens() };
}

interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: number;
}
// safe because the app says it
const seen = (text: string) => JSON.parse(text) as Seen;

const errorOf = ({ status, headers }: Awaited<ReturnType<typeof rawRequest>>) => [status, headers["x-vercel-error"]];

describe("what reaches the app", () => {
  it("is the request, with the platform's word on who asks in place of the client's", async () => {
    const front = await open();
    const headers = {
      host: "sendcat.test",
      "x-forwarded-for": "6.6.6.6",
      "x-real-ip": "6.6.6.6",
      "x-vercel-ip-country": "XX",
      "x-vercel-id": "mine",
      "x-vercel-forwarded-for": "6.6.6.6",
      "x-forwarded-proto": "gopher",
      "x-forwarded-host": "evil.test",
      forwarded: "for=6.6.6.6",
      "x-simulated-address": "203.0.113.7",
      "x-simulated-country": "JM",
      "x-simulated-region": "01",
      "x-simulated-city": "Montego Bay",
      cookie: "a=1; b=2",
    };
    const answer = await rawRequest(front, { method: "POST", path: "/a/../b?c=%20d", headers, body: "12345" });
    expect([answer.status, answer.headers["x-from-app"], answer.headers["server"]]).toEqual([200, "yes", "Vercel"]);
    const { headers: sent, ...rest } = seen(answer.text);
    expect(rest).toEqual({ method: "POST", path: "/a/../b?c=%20d", bytes: 5 });
    expect(sent).toMatchObject({
      host: "sendcat.test",
      "x-forwarded-for": "203.0.113.7",
      "x-vercel-forwarded-for": "203.0.113.7",
      "x-real-ip": "203.0.113.7",
      "x-vercel-ip-country": "JM",
      "x-vercel-ip-country-region": "01",
      "x-vercel-ip-city": "Montego%20Bay",
      "x-forwarded-proto": "http",
      "x-forwarded-host": "sendcat.test",
      cookie: "a=1; b=2",
    });
    expect(sent["x-vercel-id"]).toBe(answer.headers["x-vercel-id"]);
    expect(JSON.stringify(sent)).not.toMatch(/simulated|6\.6\.6\.6|mine|evil|gopher|forwarded":"for/);
  });

  it("has the connection's own address and no country when no test says more", async () => {
    const { headers } = seen((await rawRequest(await open(), {})).text);
    expect([headers["x-real-ip"], headers["x-vercel-ip-country"]]).toEqual(["127.0.0.1", undefined]);
  });

  it("is the request of a client that offers another protocol, which the platform does not take up", async () => {
    const headers = { connection: "Upgrade, HTTP2-Settings", upgrade: "h2c", "http2-settings": "AAMAAABk" };
    const { status, text } = await rawRequest(await open(), {
      method: "POST",
      path: "/api/chat",
      headers,
      body: "12345",
    });
    expect([status, seen(text).bytes, seen(text).headers["upgrade"]]).toEqual([200, 5, undefined]);
  });

  it("is nothing when a test names an address that is none", async () => {
    expect(await rawRequest(await open(), { headers: { "x-simulated-address": "home" } })).toMatchObject({
      status: 400,
    });
  });
});

describe("rules and routes", () => {
  const rule = (condition: object) => ({
    name: "no shops",
    active: true,
    conditionGroup: [{ conditions: [condition] }],
    action: { mitigate: { action: "deny" } },
  });
  const path = (value: string) => rule({ type: "path", op: "pre", value });
  const headers = [{ source: "/(.*)", headers: [{ key: "X-From-App", value: "no" }] }];
  const vercelJson = { headers, routes: [{ src: "^/cart$", mitigate: { action: "deny" } }] };

  it("keep what they stop from the app, in the platform's words, and say which did it", async () => {
    const said: string[] = [];
    const firewall = { firewallEnabled: true, rules: [path("/shop")] };
    const front = await open({ vercelJson, firewall: () => firewall, onMatch: ({ rule }) => said.push(rule) });
    for (const stopped of ["/shop?a", "/cart"]) {
      const answer = await rawRequest(front, { path: stopped });
      expect([answer.status, answer.headers["x-vercel-mitigated"]]).toEqual([403, "deny"]);
      expect(JSON.parse(answer.text)).toEqual({ error: { code: "403", message: "Forbidden" } });
    }
    expect(said).toEqual(["no shops", "vercel.json"]);
    const passed = await rawRequest(front, { path: "/" });
    expect([passed.status, passed.headers["x-from-app"]]).toEqual([200, "no"]);
  });

  it("take effect when they are published, and fail everything when they cannot be judged", async () => {
    let firewall: object | null = null;
    const front = await open({ firewall: () => firewall });
    expect((await rawRequest(front, {})).status).toBe(200);
    firewall = { firewallEnabled: true, rules: [path("/")] };
    expect((await rawRequest(front, {})).status).toBe(403);
    firewall = { firewallEnabled: true, rules: [rule({ type: "ja4_digest", op: "eq", value: "t13" })] };
    const complained = vi.spyOn(console, "error").mockImplementation(() => undefined);
    expect(errorOf(await rawRequest(front, {}))).toEqual([500, "FUNCTION_INVOCATION_FAILED"]);
    expect(String(complained.mock.lastCall)).toContain("no shops");
    complained.mockRestore();
  });
});

describe("a stream", () => {
  it("arrives in the pieces in which it was written, over a connection that is kept", async () => {
    const { happened: firstRead, happens: goOn } = awaited();
    const front = await open({}, async (_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("one");
      await firstRead;
      response.end("two");
    });
    const response = await fetch(front);
    const pieces: string[] = [];
    for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      pieces.push(piece);
      goOn();
    }
    expect(pieces).toEqual(["one", "two"]);
    expect(response.headers.get("connection")).toBe("keep-alive");
  });

  it("goes up in pieces as well", async () => {
    const front = await open({}, (request, response) => {
      request.once("data", (chunk: Buffer) => response.end(`got ${String(chunk)}`));
    });
    const { hostname, port } = new URL(front);
    const sending = ask({ hostname, port, method: "POST", agent: false });
    sending.write("half");
    // safe because that is what the event carries
    const [answer] = (await once(sending, "response")) as [IncomingMessage];
    expect(String((await once(answer, "data"))[0])).toBe("got half");
    sending.destroy();
  });

  it("is ended in the app when its reader goes", async () => {
    const { happened: ended, happens: end } = awaited();
    const front = await open({}, (_request, response) => {
      response.on("close", end).write("one");
    });
    const reading = get(front, { agent: false }, (answer) => answer.once("data", () => reading.destroy()));
    reading.on("error", () => undefined);
    await ended;
  });

  it("is cut for its reader when the app breaks off", async () => {
    const front = await open({}, (_request, response) => {
      response.write("one", () => response.destroy());
    });
    await expect(rawRequest(front, {})).rejects.toThrow(/aborted|hang up/);
  });

  it("answers HEAD by headers alone", async () => {
    expect(await rawRequest(await open(), { method: "HEAD" })).toMatchObject({ status: 200, text: "" });
  });
});

describe("a request that is too large", () => {
  const limits = { urlBytes: 50, headerBytes: 100, headersBytes: 300, bodyBytes: 10 };

  it("by its address, by one header or by all of them never reaches the app", async () => {
    let asked = 0;
    const front = await open({ limits }, () => void (asked += 1));
    expect(errorOf(await rawRequest(front, { path: `/${"a".repeat(50)}` }))).toEqual([414, "URL_TOO_LONG"]);
    const one = { "x-long": "a".repeat(101) };
    expect(errorOf(await rawRequest(front, { headers: one }))).toEqual([494, "REQUEST_HEADER_TOO_LARGE"]);
    const all = Object.fromEntries(["a", "b", "c", "d"].map((name) => [`x-${name}`, name.repeat(90)]));
    expect(errorOf(await rawRequest(front, { headers: all }))).toEqual([494, "REQUEST_HEADER_TOO_LARGE"]);
    expect(asked).toBe(0);
  });

  it("by the length that it announces is refused before its body comes", async () => {
    const front = await open({ limits });
    const announced = { method: "POST", headers: { "content-length": 11 }, ends: false };
    expect(errorOf(await rawRequest(front, announced))).toEqual([413, "FUNCTION_PAYLOAD_TOO_LARGE"]);
  });

  it("by what really comes is refused although nothing was announced", async () => {
    const front = await open({ limits });
    const chunked = { "transfer-encoding": "chunked" };
    const answer = await rawRequest(front, { method: "POST", headers: chunked, body: "a".repeat(11) });
    expect(errorOf(answer)).toEqual([413, "FUNCTION_PAYLOAD_TOO_LARGE"]);
    const full = await rawRequest(front, { method: "POST", headers: chunked, body: "a".repeat(10) });
    expect([full.status, seen(full.text).bytes]).toEqual([200, 10]);
  });

  it("is judged by the platform's numbers otherwise", async () => {
    const front = await open();
    const body = Buffer.alloc(4_500_000);
    expect((await rawRequest(front, { method: "POST", body })).status).toBe(200);
    const longer = Buffer.alloc(4_500_001);
    expect((await rawRequest(front, { method: "POST", body: longer })).status).toBe(413);
    expect((await rawRequest(front, { path: `/${"a".repeat(14 * 1_024 - 1)}` })).status).toBe(200);
    expect((await rawRequest(front, { headers: { "x-long": "a".repeat(16 * 1_024 - 6) } })).status).toBe(200);
  });
});

describe("a function that is too slow", () => {
  const edgeFunctions = [/^\/edge$/];

  it("to begin its answer at the edge is answered for", async () => {
    const front = await open({ edgeFunctions, limits: { edgeFirstByteMs: 50 } }, () => undefined);
    const answer = await rawRequest(front, { path: "/edge" });
    expect(errorOf(answer)).toEqual([504, "EDGE_FUNCTION_INVOCATION_TIMEOUT"]);
    expect(answer.text).toContain("EDGE_FUNCTION_INVOCATION_TIMEOUT");
  });

  it("on Node is given its duration, by vercel.json or by default, to begin", async () => {
    const front = await open({ edgeFunctions, limits: { edgeFirstByteMs: 10, nodeDurationMs: 60 } }, () => undefined);
    expect(errorOf(await rawRequest(front, {}))).toEqual([504, "FUNCTION_INVOCATION_TIMEOUT"]);
    const vercelJson = { functions: { "src/app/**/*": { maxDuration: 0.05 } } };
    const own = await open({ vercelJson }, () => undefined);
    expect(errorOf(await rawRequest(own, {}))).toEqual([504, "FUNCTION_INVOCATION_TIMEOUT"]);
  });

  it("to end its answer is cut, on Node and at the edge", async () => {
    const limits = { edgeDurationMs: 100, nodeDurationMs: 100 };
    const front = await open({ edgeFunctions, limits }, (_request, response) => void response.write("one"));
    for (const path of ["/", "/edge"]) await expect(rawRequest(front, { path })).rejects.toThrow(/aborted|hang up/);
  });

  it("or gone is an error of the function", async () => {
    const front = await open({}, (request) => void request.socket.destroy());
    expect(errorOf(await rawRequest(front, {}))).toEqual([500, "FUNCTION_INVOCATION_FAILED"]);
  });
});
