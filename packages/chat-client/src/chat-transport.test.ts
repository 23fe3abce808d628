import { runsOf } from "@sendcat/test-depth";
import { readUIMessageStream, type UIMessage, type UIMessageChunk } from "ai";
import * as fc from "fast-check";
import { createProofOfWork } from "@sendcat/proof-of-work";
import type { ProofChallenge } from "@sendcat/shared-types";
import { createServer, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { ChatDisconnected } from "./chat-disconnected.ts";
import { ChatRefusal } from "./chat-refusal.ts";
import { createChatTransport, type SendcatTransport } from "./chat-transport.ts";
import type { RetryPolicy } from "./retry-policy.ts";
import { createSession } from "./session.ts";
import { flakyChatServer, type FlakyPlan, type Segment } from "./flaky-chat-server.test-harness.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

const fast: Partial<RetryPolicy> = { baseDelayMs: 1, maxDelayMs: 4, maxAttempts: 40 };

function transportTo(url: string, retry: Partial<RetryPolicy> = fast): SendcatTransport<UIMessage> {
  return createChatTransport({ session: createSession({ baseUrl: url }), baseUrl: url, retry });
}

function send(transport: SendcatTransport<UIMessage>, signal?: AbortSignal): Promise<ReadableStream<UIMessageChunk>> {
  return transport.sendMessages({
    trigger: "submit-message",
    chatId: "thread-0123456789abcdef",
    messageId: undefined,
    messages: [{ id: "message-0123456789abcdef", role: "user", parts: [{ type: "text", text: "hi" }] }],
    abortSignal: signal,
    body: { turnId: "turn-0123456789abcdef" },
  });
}

async function collect(stream: ReadableStream<UIMessageChunk>): Promise<UIMessageChunk[]> {
  const chunks: UIMessageChunk[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

/** The message that the AI SDK builds from the chunks: it throws on a delta without its part. */
async function messageOf(chunks: readonly UIMessageChunk[]): Promise<UIMessage | undefined> {
  let last: UIMessage | undefined;
  const stream = new ReadableStream<UIMessageChunk>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  for await (const message of readUIMessageStream({ stream, terminateOnError: true })) last = message;
  return last;
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push({
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
  // safe because a server listening on TCP has an AddressInfo
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function sessionAnswer(token: string): string {
  const user = { id: "guest:1", kind: "guest", plan: "guest" };
  return JSON.stringify({ token, expiresAtMs: Date.now() + 3_600_000, user });
}

const segment = fc.record<Segment>({
  kind: fc.constantFrom("text", "reasoning"),
  text: fc.string({ unit: "binary", minLength: 1, maxLength: 60 }),
});

/** Joins neighbours of one kind into one part: the contract says a part ends where the kind changes. */
function joined(segments: readonly Segment[]): Segment[] {
  const out: Segment[] = [];
  for (const one of segments) {
    const last = out.at(-1);
    if (last?.kind === one.kind) out[out.length - 1] = { kind: one.kind, text: last.text + one.text };
    else out.push(one);
  }
  return out;
}

describe("a stream cut at any byte", () => {
  it("reads like an uncut stream: no text twice, none lost, the parts in order", async () => {
    const plan = fc.record<FlakyPlan>({
      answer: fc.array(segment, { minLength: 1, maxLength: 6 }).map(joined),
      deltaLength: fc.integer({ min: 1, max: 20 }),
      cutsAfterBytes: fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 8 }),
      resumeStatuses: fc.array(fc.constantFrom(503, 429, 502), { maxLength: 3 }),
      ending: fc.constantFrom("finish", "abort"),
    });
    await fc.assert(
      fc.asyncProperty(plan, async (flaky) => {
        const server = await flakyChatServer(flaky);
        try {
          const chunks = await collect(await send(transportTo(server.url)));
          const message = await messageOf(chunks);
          const parts = message?.parts.filter((part) => part.type === "text" || part.type === "reasoning") ?? [];
          expect(parts.map((part) => ({ kind: part.type, text: part.text }))).toEqual(flaky.answer);
          expect(parts.every((part) => part.state === "done")).toBe(true);
          expect(chunks.filter((chunk) => chunk.type === "start")).toHaveLength(1);
          expect(chunks.at(-1)?.type).toBe(flaky.ending);
        } finally {
          await server.close();
        }
      }),
      { numRuns: runsOf("cut-connections") },
    );
  });
});

describe("a refusal by the service", () => {
  it("reaches the screen with its code and the time to retry, and is not sent again", async () => {
    let posts = 0;
    const resetAtMs = Date.now() + 60_000;
    const url = await serve((request, response) => {
      if (request.url === "/api/session") return void response.end(sessionAnswer("token"));
      posts++;
      response.writeHead(429, { "retry-after": "60", "content-type": "application/json" });
      const error = { code: "quota_exceeded", message: "Used up.", scope: "user.turns_per_day", limit: 20, resetAtMs };
      response.end(JSON.stringify({ error, requestId: "r1" }));
    });
    const failure: unknown = await send(transportTo(url)).catch((error: unknown) => error);
    expect(ChatRefusal.isInstance(failure) && failure.error).toEqual({
      code: "quota_exceeded",
      message: "Used up.",
      scope: "user.turns_per_day",
      limit: 20,
      resetAtMs,
      retryAfterMs: 60_000,
    });
    expect(posts).toBe(1);
  });

  it("has a code even when a proxy answered with its own page", async () => {
    const url = await serve((request, response) => {
      if (request.url === "/api/session") return void response.end(sessionAnswer("token"));
      response.writeHead(503, { "retry-after": "2" }).end("<html>busy</html>");
    });
    const failure: unknown = await send(transportTo(url)).catch((error: unknown) => error);
    expect(ChatRefusal.isInstance(failure) && failure.error).toMatchObject({
      code: "capacity_saturated",
      retryAfterMs: 2_000,
    });
  });
});

describe("tokens", () => {
  it("an expired token costs the user nothing: one refresh shared by all requests, and one more try", async () => {
    let sessions = 0;
    const url = await serve((request, response) => {
      if (request.url === "/api/session") return void response.end(sessionAnswer(`token-${++sessions}`));
      if (request.headers.authorization === "Bearer token-1") return void response.writeHead(401).end();
      response.end('data: {"type":"start","messageId":"m"}\n\ndata: {"type":"finish"}\n\n');
    });
    const session = createSession({ baseUrl: url });
    expect(await Promise.all([session.token(), session.token()])).toEqual(["token-1", "token-1"]);
    const transport = createChatTransport({ session, baseUrl: url, retry: fast });
    expect((await collect(await send(transport))).at(-1)?.type).toBe("finish");
    expect(sessions).toBe(2);
  });
});

describe("a new password", () => {
  it("is set with the current session, which stays signed in", async () => {
    const seen: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      if (request.url === "/api/session") return void response.end(sessionAnswer("mine"));
      seen.push(request.headers.authorization);
      response.end('{"ok":true}');
    });
    const session = createSession({ baseUrl: url });
    await session.setPassword({ email: "ana@sendcat.test", code: "123456", password: "correct horse" });
    expect(seen).toEqual(["Bearer mine"]);
  });
});

describe("a service under pressure", () => {
  const proof = createProofOfWork({ secret: "secret", policy: { cost: 10, work: 20 } });
  const refuse = (response: ServerResponse, challenge: ProofChallenge) => {
    const error = { code: "proof_required", message: "Show that you are a person.", challenge };
    response.writeHead(428, { "content-type": "application/json" }).end(JSON.stringify({ error, requestId: "r" }));
  };

  /** A server that requires the proof of work, for a session or for the first question. */
  async function guarded(where: "session" | "chat") {
    let solved = 0;
    const purpose = where === "session" ? "session" : "send";
    const challenge = await proof.challenge(purpose);
    const url = await serve(async (request, response) => {
      request.setEncoding("utf8");
      let body = "";
      for await (const text of request) body += String(text);
      if (request.url === "/api/session") {
        const { proof: solution } = JSON.parse(body) as { proof?: string };
        const isProven = solution !== undefined && (await proof.verify(solution, purpose)) !== null;
        if (isProven) solved += 1;
        if (where === "session" && !isProven) return refuse(response, challenge);
        return void response.end(sessionAnswer(isProven ? "proven" : "stranger"));
      }
      if (request.headers.authorization !== "Bearer proven") return refuse(response, challenge);
      response.end('data: {"type":"start","messageId":"m"}\n\ndata: {"type":"finish"}\n\n');
    });
    const session = createSession({ baseUrl: url });
    const seen: boolean[] = [];
    session.onChange(() => seen.push(session.isProving()));
    const transport = createChatTransport<UIMessage>({ session, baseUrl: url, retry: fast });
    return { transport, seen, solved: () => solved };
  }

  it.each(["session", "chat"] as const)(
    "gets its proof of work at the %s, and the question goes through",
    async (where) => {
      const { transport, seen, solved } = await guarded(where);
      expect((await collect(await send(transport))).at(-1)?.type).toBe("finish");
      expect(solved()).toBe(1);
      expect(seen).toContain(true);
      expect(seen.at(-1)).toBe(false);
    },
  );

  it("gets one proof for all questions that wait for it", async () => {
    const { transport, solved } = await guarded("chat");
    await Promise.all([send(transport), send(transport), send(transport)]);
    expect(solved()).toBe(1);
  });

  it("gets no second proof when the first is rejected", async () => {
    let chats = 0;
    const challenge = await proof.challenge("send");
    const url = await serve((request, response) => {
      if (request.url === "/api/session") return void response.end(sessionAnswer("token"));
      chats += 1;
      refuse(response, challenge);
    });
    const failure: unknown = await send(transportTo(url)).catch((error: unknown) => error);
    expect(ChatRefusal.isInstance(failure) && failure.error.code).toBe("proof_required");
    expect(chats).toBe(2);
  });
});

describe("stopping and leaving", () => {
  it("leaving the page closes the connection and does not stop the answer", async () => {
    const calls: string[] = [];
    let closed: () => void = () => undefined;
    const left = new Promise<void>((resolve) => (closed = resolve));
    const url = await serve((request, response) => {
      calls.push(`${request.method} ${request.url}`);
      if (request.url === "/api/session") return void response.end(sessionAnswer("token"));
      response.on("close", closed);
      response.write('data: {"type":"start","messageId":"m"}\n\n');
    });
    const abort = new AbortController();
    const reader = (await send(transportTo(url), abort.signal)).getReader();
    expect((await reader.read()).value?.type).toBe("start");
    abort.abort();
    expect((await reader.read()).done).toBe(true);
    await left;
    expect(calls).toEqual(["POST /api/session", "POST /api/chat"]);
  });

  it("a stop pressed before the turn is stored still takes effect", async () => {
    let stops = 0;
    const url = await serve((request, response) => {
      if (request.url === "/api/session") return void response.end(sessionAnswer("token"));
      response.writeHead(++stops < 3 ? 404 : 200).end("{}");
    });
    expect(await transportTo(url).stopTurn("turn-0123456789abcdef")).toBe(true);
    expect(stops).toBe(3);
  });
});

describe("a network that does not come back", () => {
  it("ends with an error that has the turn's id, so that the user can resume later", async () => {
    const server = await flakyChatServer({
      answer: [{ kind: "text", text: "abc" }],
      deltaLength: 1,
      cutsAfterBytes: Array.from({ length: 50 }, () => 0),
      resumeStatuses: [],
      ending: "finish",
    });
    open.push(server);
    const stream = await send(transportTo(server.url, { ...fast, maxAttempts: 3 }));
    const failure: unknown = await collect(stream).catch((error: unknown) => error);
    expect(ChatDisconnected.isInstance(failure) && failure.turnId).toBe("turn-0123456789abcdef");
  });

  it("a send that the service never received is sent again under the same turn id", async () => {
    const bodies: string[] = [];
    const url = await serve((request, response) => {
      if (request.url === "/api/session") return void response.end(sessionAnswer("token"));
      if (request.method === "GET") return void response.writeHead(204).end();
      request.setEncoding("utf8");
      let body = "";
      request.on("data", (text: string) => (body += text));
      request.on("end", () => {
        bodies.push(body);
        if (bodies.length === 1) return void request.socket.destroy();
        response.end('data: {"type":"start","messageId":"m"}\n\ndata: {"type":"finish"}\n\n');
      });
    });
    expect((await collect(await send(transportTo(url)))).at(-1)?.type).toBe("finish");
    expect(bodies).toHaveLength(2);
    expect(bodies[1]).toBe(bodies[0]);
  });

  it("a socket that went silent while the phone slept is replaced", async () => {
    let gets = 0;
    const url = await serve((request, response) => {
      if (request.url === "/api/session") return void response.end(sessionAnswer("token"));
      if (request.method === "GET") {
        gets++;
        const delta = request.url?.includes("after=2&") ? "cd" : "wrong";
        response.end(
          `data: {"type":"text-start","id":"t0"}\n\ndata: {"type":"text-delta","id":"t0","delta":"${delta}"}\n\ndata: {"type":"finish"}\n\n`,
        );
        return;
      }
      response.write('data: {"type":"start","messageId":"m"}\n\ndata: {"type":"text-start","id":"t0"}\n\n');
      response.write('data: {"type":"text-delta","id":"t0","delta":"ab"}\n\n');
    });
    const chunks = await collect(await send(transportTo(url, { ...fast, idleMs: 200 })));
    expect((await messageOf(chunks))?.parts).toMatchObject([{ type: "text", text: "abcd" }]);
    expect(gets).toBe(1);
  });
});
