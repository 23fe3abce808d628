import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import {
  brotliCompressSync,
  createBrotliCompress,
  createDeflate,
  createDeflateRaw,
  createGzip,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { withinOrigin } from "@sendcat/shared-types";
import { createLeanFetch } from "./lean-fetch.ts";

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  // safe because it listens on TCP
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const lean = createLeanFetch(() => expect.fail("the platform's fetch was called"));

describe("createLeanFetch", () => {
  it("sends method, headers and body, and responds like fetch", async () => {
    const url = await serve((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        response.writeHead(418, { "content-type": "application/json", "x-two": ["a", "b"] });
        response.end(
          JSON.stringify({ method: request.method, path: request.url, key: request.headers["x-key"], body }),
        );
      });
    });
    const response = await lean(`${url}/a?b=c`, { method: "POST", headers: { "x-key": "k" }, body: "ü" });
    expect([response.ok, response.status, response.headers.get("x-two")]).toEqual([false, 418, "a, b"]);
    expect(await response.json()).toEqual({ method: "POST", path: "/a?b=c", key: "k", body: "ü" });
  });

  it("passes on an event stream as it arrives, and closes the connection when its reader stops", async () => {
    let closed: Promise<unknown> = Promise.resolve();
    const url = await serve((_request, response) => {
      closed = once(response, "close");
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: 1\n\n");
    });
    const reader = ((await lean(url)).body ?? expect.fail()).getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe("data: 1\n\n");
    await reader.cancel();
    await closed;
  });

  it("fails the body when the connection breaks, and ends it when the response ends", async () => {
    const url = await serve((request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: 1\n\n", () => (request.url === "/break" ? response.destroy() : response.end()));
    });
    await expect((await lean(`${url}/break`)).text()).rejects.toThrow(Error);
    expect(await (await lean(`${url}/end`)).text()).toBe("data: 1\n\n");
  });

  it("rejects with a TypeError when nothing answers, and with the signal's reason when it is aborted", async () => {
    await expect(lean("http://127.0.0.1:9")).rejects.toThrow(TypeError);
    const url = await serve(() => undefined);
    await expect(lean(url, { signal: AbortSignal.timeout(50) })).rejects.toMatchObject({ name: "TimeoutError" });
    const gone = AbortSignal.abort();
    await expect(lean(url, { signal: gone })).rejects.toMatchObject({ name: "AbortError" });
  });

  it("fails a stream whose signal aborts", async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: 1\n\n");
    });
    const abort = new AbortController();
    const reader = ((await lean(url, { signal: abort.signal })).body ?? expect.fail()).getReader();
    await reader.read();
    abort.abort();
    await expect(reader.read()).rejects.toThrow(Error);
  });
});

/** Behaviour that must match the platform's `fetch`, which the edge uses. */
describe.each([
  ["createLeanFetch", lean],
  ["the platform's fetch", fetch],
])("%s, with compressed or redirected responses", (_, get) => {
  it.each([
    ["gzip", (text: string) => gzipSync(text)],
    ["x-gzip", (text: string) => gzipSync(text)],
    ["GZIP", (text: string) => gzipSync(text)],
    ["deflate", (text: string) => deflateSync(text)],
    ["deflate", (text: string) => deflateRawSync(text)],
    ["br", (text: string) => brotliCompressSync(text)],
    ["zstd", (text: string) => zstdCompressSync(text)],
    ["br, gzip", (text: string) => gzipSync(brotliCompressSync(text))],
  ])("reads a whole body in %s, also of an error response", async (coding, compressed) => {
    const text = JSON.stringify({ said: "Kingston 🌀 ".repeat(2_000) });
    const url = await serve((request, response) => {
      const type = request.url === "/stream" ? "text/event-stream" : "application/json";
      response.writeHead(request.url === "/refused" ? 429 : 200, { "content-encoding": coding, "content-type": type });
      response.end(compressed(text));
    });
    for (const path of ["/whole", "/refused", "/stream"]) expect(await (await get(url + path)).text()).toBe(text);
  });

  it.each([
    ["gzip", () => createGzip()],
    ["deflate", () => createDeflate()],
    ["deflate", () => createDeflateRaw()],
    ["br", () => createBrotliCompress()],
  ])("passes on each token of a stream in %s as it arrives", async (coding, create) => {
    const coder = create();
    const url = await serve((_request, response) => {
      response.writeHead(200, { "content-encoding": coding, "content-type": "text/event-stream" });
      coder.pipe(response);
      coder.write("data: 0\n\n");
      coder.flush();
    });
    const reader = ((await get(url)).body ?? expect.fail()).getReader();
    for (let n = 0; n < 5; n++) {
      expect(new TextDecoder().decode((await reader.read()).value)).toBe(`data: ${n}\n\n`);
      if (n === 4) coder.end();
      else {
        coder.write(`data: ${n + 1}\n\n`);
        coder.flush();
      }
    }
    expect((await reader.read()).done).toBe(true);
  });

  it("fails a body that does not match its coding, and returns one in an unknown coding unchanged", async () => {
    const url = await serve((request, response) => {
      const coding = request.url === "/unknown" ? "rot13" : "gzip";
      response.writeHead(200, { "content-encoding": coding, "content-type": "text/event-stream" });
      response.end("data: 1\n\n");
    });
    await expect((async () => await (await get(url)).text())()).rejects.toThrow(Error);
    expect(await (await get(`${url}/unknown`)).text()).toBe("data: 1\n\n");
  });

  it("closes the connection of a compressed stream when its reader stops", async () => {
    let closed: Promise<unknown> = Promise.resolve();
    const url = await serve((_request, response) => {
      closed = once(response, "close");
      response.writeHead(200, { "content-encoding": "gzip", "content-type": "text/event-stream" });
      const coder = createGzip();
      coder.pipe(response);
      coder.write("data: 1\n\n");
      coder.flush();
    });
    const reader = ((await get(url)).body ?? expect.fail()).getReader();
    await reader.read();
    await reader.cancel();
    await closed;
  });

  it.each([
    [307, "POST", "said"],
    [308, "POST", "said"],
    [301, "GET", ""],
    [302, "GET", ""],
    [303, "GET", ""],
  ])("follows a %i as %s, with the API key, on the same origin", async (status, method, body) => {
    const url = await serve((request, response) => {
      if (request.url === "/v1") return void response.writeHead(status, { location: "../v2?x=1" }).end("moved");
      let got = "";
      request.on("data", (chunk: Buffer) => (got += chunk.toString()));
      request.on("end", () =>
        response.end([request.method, request.url, got, request.headers.authorization].join(" ")),
      );
    });
    const init = { method: "POST", body: "said", headers: { authorization: "Bearer k" } };
    expect(await (await get(`${url}/v1`, init)).text()).toBe(`${method} /v2?x=1 ${body} Bearer k`);
  });

  it("follows a redirect to another origin without the API key", async () => {
    const there = await serve((request, response) => response.end(String(request.headers.authorization)));
    const here = await serve((_request, response) => response.writeHead(307, { location: there }).end());
    const init = { method: "POST", body: "said" };
    for (const headers of [
      { authorization: "Bearer k" },
      { Authorization: "Bearer k" },
      new Headers([["authorization", "Bearer k"]]),
    ]) {
      expect(await (await get(here, { ...init, headers })).text()).toBe("undefined");
    }
  });

  it("follows up to twenty redirects, and returns a redirect without a location unchanged", async () => {
    const url = await serve((request, response) => {
      const n = Number(request.url?.slice(1));
      if (n === 99) response.writeHead(302).end("nowhere");
      else if (n === 0) response.end("here");
      else response.writeHead(302, { location: `/${n - 1}` }).end();
    });
    expect(await (await get(`${url}/20`)).text()).toBe("here");
    await expect(get(`${url}/21`)).rejects.toThrow(TypeError);
    const nowhere = await get(`${url}/99`);
    expect([nowhere.status, await nowhere.text()]).toEqual([302, "nowhere"]);
  });

  it.each(["file:///etc/passwd", "http://[", "data:,x"])("does not follow a redirect to %s", async (location) => {
    const url = await serve((_request, response) => response.writeHead(302, { location }).end());
    await expect(get(url)).rejects.toThrow(TypeError);
  });

  it.each([301, 302, 303, 307, 308])("returns a %i when redirects are set to manual", async (status) => {
    const asked: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      asked.push(request.url);
      response.writeHead(status, { location: "/there" }).end("moved");
    });
    const answer = await get(`${url}/here`, { method: "POST", body: "said", redirect: "manual" });
    expect([answer.status, answer.headers.get("location"), await answer.text()]).toEqual([status, "/there", "moved"]);
    expect(asked).toEqual(["/here"]);
  });

  it("with withinOrigin, follows a redirect on the same origin and never sends a conversation to another", async () => {
    const leaked: (string | undefined)[] = [];
    const foreign = await serve((request, response) => {
      leaked.push(request.url);
      response.end("somebody else");
    });
    const url = await serve((request, response) => {
      const status = Number(request.url?.slice(1, 4));
      if (request.url === "/here") request.pipe(response);
      else response.writeHead(status, { location: request.url?.endsWith("/away") ? foreign : "/here" }).end();
    });
    const within = withinOrigin(get);
    const init = { method: "POST", body: "said" };
    for (const status of [301, 302, 303, 307, 308]) {
      await expect(within(`${url}/${status}/away`, init)).rejects.toThrow(TypeError);
      if (status < 304) await expect(within(`${url}/${status}`, init)).rejects.toThrow(TypeError);
      else expect(await (await within(`${url}/${status}`, init)).text()).toBe("said");
    }
    expect(leaked).toEqual([]);
  });

  it("can be aborted after a redirect", async () => {
    const url = await serve((request, response) => {
      if (request.url === "/") response.writeHead(307, { location: "/silent" }).end();
    });
    await expect(get(url, { signal: AbortSignal.timeout(100) })).rejects.toMatchObject({ name: "TimeoutError" });
  });
});

it('passes a call with redirect "error" to the platform\'s fetch', async () => {
  const asked: unknown[] = [];
  const get = createLeanFetch(async (_input, init) => {
    asked.push(init?.redirect);
    return new Response();
  });
  await get("http://127.0.0.1:9", { redirect: "error" });
  expect(asked).toEqual(["error"]);
});
