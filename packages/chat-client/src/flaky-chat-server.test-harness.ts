import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Segment {
  readonly kind: "text" | "reasoning";
  readonly text: string;
}

export interface FlakyPlan {
  readonly answer: readonly Segment[];
  /** Longest delta, UTF-16 units. */
  readonly deltaLength: number;
  /** One entry per connection: after how many bytes of the body its socket is destroyed. Later connections are not cut. */
  readonly cutsAfterBytes: readonly number[];
  /** Statuses of the first resumes, before any is served. */
  readonly resumeStatuses: readonly number[];
  readonly ending: "finish" | "abort" | "error";
}

export interface FlakyServer {
  readonly url: string;
  /** `METHOD path` of every request, in order. */
  readonly requests: string[];
  close(): Promise<void>;
}

/** The chat routes over real HTTP, cutting connections at exact bytes. Follows the resume contract: text from an offset, part ids stable. */
export async function flakyChatServer(plan: FlakyPlan): Promise<FlakyServer> {
  const requests: string[] = [];
  const cuts = [...plan.cutsAfterBytes];
  const statuses = [...plan.resumeStatuses];
  const server = createServer((request, response) => void serve(request, response));

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    requests.push(`${request.method} ${request.url}`);
    request.resume();
    const url = new URL(request.url ?? "/", "http://localhost");
    if (url.pathname === "/api/session") {
      const user = { id: "guest:1", kind: "guest", plan: "guest" };
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ token: "token", expiresAtMs: Date.now() + 3_600_000, user }));
      return;
    }
    const status = request.method === "GET" ? statuses.shift() : undefined;
    if (status !== undefined) {
      response.writeHead(status, { "retry-after": "0" }).end();
      return;
    }
    const after = Number(url.searchParams.get("after") ?? 0);
    const reasoningAfter = Number(url.searchParams.get("reasoningAfter") ?? 0);
    response.writeHead(200, { "content-type": "text/event-stream", "x-vercel-ai-ui-message-stream": "v1" });
    const body = Buffer.from(eventsFrom(plan, { text: after, reasoning: reasoningAfter }));
    const cut = cuts.shift();
    if (cut === undefined || cut >= body.length) {
      response.end(body);
      return;
    }
    response.flushHeaders();
    response.write(body.subarray(0, cut), () => response.destroy());
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // safe because a server listening on TCP has an AddressInfo
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function eventsFrom(plan: FlakyPlan, held: Record<Segment["kind"], number>): string {
  const chunks: object[] = [{ type: "start", messageId: "turn-a", messageMetadata: {} }, { type: "start-step" }];
  const skip = { ...held };
  const count = { text: 0, reasoning: 0 };
  for (const { kind, text } of plan.answer) {
    const id = `${kind === "text" ? "t" : "r"}${count[kind]++}`;
    const from = Math.min(skip[kind], text.length);
    skip[kind] -= from;
    if (from === text.length) continue;
    chunks.push({ type: `${kind}-start`, id });
    for (let at = from; at < text.length; at += plan.deltaLength) {
      chunks.push({ type: `${kind}-delta`, id, delta: text.slice(at, at + plan.deltaLength) });
    }
    chunks.push({ type: `${kind}-end`, id });
  }
  if (plan.ending === "finish") chunks.push({ type: "finish-step" }, { type: "finish", finishReason: "stop" });
  else if (plan.ending === "abort") chunks.push({ type: "abort" });
  else chunks.push({ type: "error", errorText: "upstream_error" });
  return `${chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join("")}data: [DONE]\n\n`;
}
