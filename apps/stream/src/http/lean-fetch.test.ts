import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
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

const lean = createLeanFetch(() => expect.fail("the platform was asked"));

describe("createLeanFetch", () => {
  it("sends what it is given and answers as fetch does", async () => {
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

  it("gives an event stream as it comes, and closes the connection when its reader goes", async () => {
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

  it("breaks the body when the connection breaks, and ends it when it ends", async () => {
    const url = await serve((request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: 1\n\n", () => (request.url === "/break" ? response.destroy() : response.end()));
    });
    await expect((await lean(`${url}/break`)).text()).rejects.toThrow(Error);
    expect(await (await lean(`${url}/end`)).text()).toBe("data: 1\n\n");
  });

  it("rejects with a TypeError when nobody answers, and with the reason when it is aborted", async () => {
    await expect(lean("http://127.0.0.1:9")).rejects.toThrow(TypeError);
    const url = await serve(() => undefined);
    await expect(lean(url, { signal: AbortSignal.timeout(50) })).rejects.toMatchObject({ name: "TimeoutError" });
    const gone = AbortSignal.abort();
    await expect(lean(url, { signal: gone })).rejects.toMatchObject({ name: "AbortError" });
  });

  it("breaks a stream whose signal aborts", async () => {
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
