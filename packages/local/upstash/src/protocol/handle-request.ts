import type { IncomingMessage, ServerResponse } from "node:http";
import type { Command, Outcome } from "../backend/backend.ts";
import { isAuthorized } from "./authorize.ts";
import { encodeOutcome } from "./encode-reply.ts";
import type { Executor } from "./execute.ts";
import { parseCommand, parsePathCommand, parsePipeline } from "./parse-commands.ts";
import { readBody } from "./read-body.ts";
import type { SubscriptionStreams } from "./stream-subscription.ts";
import type { SyncTokens } from "./sync-tokens.ts";

/** Upstash's own limit on a request in its smaller plans. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Handles one request of the Upstash REST protocol. Every failure is a JSON `{error}`. */
export async function handleRequest(
  exchange: { readonly request: IncomingMessage; readonly response: ServerResponse },
  options: {
    readonly token: string;
    readonly executor: Executor;
    readonly streams: SubscriptionStreams;
    readonly syncTokens: SyncTokens;
  },
): Promise<void> {
  const { request, response } = exchange;
  const url = parseUrl(request.url ?? "/");
  if (!url) return send(exchange, failed(400, "ERR the path is not valid"));
  if (!isAuthorized(request, url, options.token)) return send(exchange, failed(401, "Unauthorized"));
  const wrongMethod = checkMethod(request.method ?? "", url.pathname);
  if (wrongMethod) return send(exchange, wrongMethod);
  if (await options.streams.serve(url.pathname, response)) return;
  const body = await readBody(request, MAX_BODY_BYTES);
  if (!body) return send(exchange, failed(413, `ERR max request size exceeded. Limit: ${MAX_BODY_BYTES} bytes`));
  const base64 = String(request.headers["upstash-encoding"] ?? "").toLowerCase() === "base64";
  const answered = await answer({ url, body, base64 }, options.executor);
  response.setHeader("upstash-sync-token", options.syncTokens.next());
  send(exchange, answered);
}

async function answer(
  { url, body, base64 }: { readonly url: URL; readonly body: Buffer; readonly base64: boolean },
  executor: Executor,
): Promise<Answer> {
  switch (url.pathname) {
    case "/pipeline": {
      const commands = parsePipeline(body);
      if (!commands.ok) return failed(400, commands.error);
      const outcomes = await executor.pipeline(commands.value);
      // When Redis is down the whole request fails, so that clients do not take the errors for replies.
      const away = outcomes.find((outcome) => !outcome.ok && outcome.unavailable);
      return away
        ? one(away, base64)
        : { status: 200, body: outcomes.map((outcome) => encodeOutcome(outcome, base64)) };
    }
    case "/multi-exec": {
      const commands = parsePipeline(body);
      if (!commands.ok) return failed(400, commands.error);
      const outcome = await executor.transaction(commands.value);
      if (!outcome.ok || !Array.isArray(outcome.reply)) return one(outcome, base64);
      return { status: 200, body: outcome.reply.map((reply) => encodeOutcome({ ok: true, reply }, base64)) };
    }
    case "/": {
      const command = parseCommand(body);
      return command.ok ? single(command.value, { base64, executor }) : failed(400, command.error);
    }
    default: {
      const command = parsePathCommand(url, body);
      return command.ok ? single(command.value, { base64, executor }) : failed(400, command.error);
    }
  }
}

async function single(
  command: Command,
  { base64, executor }: { readonly base64: boolean; readonly executor: Executor },
): Promise<Answer> {
  const [outcome] = await executor.pipeline([command]);
  return outcome ? one(outcome, base64) : failed(500, "ERR no reply");
}

function one(outcome: Outcome, base64: boolean): Answer {
  const status = outcome.ok ? 200 : outcome.unavailable ? 503 : 400;
  return { status, body: encodeOutcome(outcome, base64) };
}

/** Commands come by POST; in the path style also by GET, HEAD and PUT, as Upstash documents. */
function checkMethod(method: string, path: string): Answer | null {
  const pathStyle = path !== "/" && path !== "/pipeline" && path !== "/multi-exec";
  const allowed = pathStyle ? ["POST", "GET", "HEAD", "PUT"] : ["POST"];
  return allowed.includes(method) ? null : failed(405, `ERR method not allowed, use ${allowed.join(", ")}`);
}

function parseUrl(target: string): URL | null {
  // A target that does not begin with a slash would replace the host.
  return target.startsWith("/") ? URL.parse(`http://localhost${target}`) : null;
}

function failed(status: number, error: string): Answer {
  return { status, body: { error } };
}

function send(
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
  { status, body }: Answer,
): void {
  if (response.headersSent || response.destroyed) return;
  const json = Buffer.from(JSON.stringify(body));
  // Drain the rest of an unwanted body: a client that is still sending would not see the answer.
  if (!request.complete) {
    response.setHeader("connection", "close");
    request.resume();
  }
  response.writeHead(status, { "content-type": "application/json", "content-length": json.length });
  response.end(request.method === "HEAD" ? undefined : json);
}
