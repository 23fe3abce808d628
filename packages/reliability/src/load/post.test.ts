import { once } from "node:events";
import { Agent, createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { post } from "./post.ts";

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

type Handle = (incoming: IncomingMessage, answer: ServerResponse, count: number) => void;

/** A server, and a client that keeps its connection. */
async function callerOf(handle: Handle) {
  let received = 0;
  const server = createServer((incoming, answer) => handle(incoming, answer, ++received));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  closers.push(() => {
    agent.destroy();
    server.closeAllConnections();
    server.close();
  });
  // safe because a TCP server that listens has such an address
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const call = () =>
    new Promise<string>((settle) => {
      const onResponse = (response: IncomingMessage): void => {
        response.on("error", () => settle("cut off"));
        response.resume().on("end", () => settle(`HTTP ${response.statusCode}`));
      };
      const onError = (error: Error): void => settle("code" in error ? String(error.code) : error.message);
      post(url, { agent, headers: {}, body: "{}", timeoutMs: 5_000 }, { onResponse, onError });
    });
  return { call, received: () => received };
}

describe("a client that keeps its connections", () => {
  it("sends again when the server ends a kept connection before it answers, as browsers do", async () => {
    const { call, received } = await callerOf((incoming, answer, count) => {
      if (count === 2) incoming.socket.destroy();
      else answer.end("ok");
    });
    expect(await call()).toBe("HTTP 200");
    expect(await call()).toBe("HTTP 200");
    expect(received()).toBe(3);
  });

  it("counts a new connection that is cut as a failure", async () => {
    const { call, received } = await callerOf((incoming) => incoming.socket.destroy());
    expect(await call()).toBe("ECONNRESET");
    expect(received()).toBe(1);
  });

  it("counts an answer that is cut as a failure, and does not send the request again", async () => {
    const { call, received } = await callerOf((incoming, answer, count) => {
      if (count === 1) return void answer.end("ok");
      answer.write("half", () => incoming.socket.destroy());
    });
    expect(await call()).toBe("HTTP 200");
    expect(await call()).toBe("cut off");
    expect(received()).toBe(2);
  });
});
