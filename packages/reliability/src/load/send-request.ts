import type { Agent, IncomingMessage } from "node:http";
import type { PlannedRequest } from "./load-plan.ts";
import { post } from "./post.ts";

export interface Answer {
  readonly tokens: number;
  readonly bytes: number;
  readonly firstTokenMs: number;
  readonly wholeMs: number;
}

export interface SendOptions {
  readonly agent: Agent;
  readonly url: string;
  readonly timeoutMs: number;
  /** How fast this client reads; by default as fast as it can. */
  readonly bytesPerSecond?: number;
}

/** The answer was incomplete: its status, if there was one, and the end of what arrived. */
export class RequestFailed extends Error {
  readonly status: number;
  readonly tail: string;

  constructor(message: string, { status, tail }: { readonly status: number; readonly tail: string }) {
    super(message);
    this.status = status;
    this.tail = tail;
  }
}

/** The counts come at the very end: in the provider's usage chunk, or in the metadata of our `finish` chunk. */
const TAIL_CHARS = 2_048;
/** A chunk with text: a delta of the UI message stream, or content of a chat completion. */
const FIRST_TOKEN = /"delta":"|"content":"[^"]/;
const COUNT = /"(?:completion_tokens|outputTokens)":(\d+)/;

/** Sends one request and reads its stream to the end. Rejects when the stream is incomplete. */
export function sendRequest(
  planned: PlannedRequest,
  { agent, url, timeoutMs, bytesPerSecond }: SendOptions,
): Promise<Answer> {
  const startedMs = performance.now();
  return new Promise((settle, fail) => {
    const onResponse = (response: IncomingMessage): void => {
      let [firstTokenMs, bytes, tail] = [Number.NaN, 0, ""];
      response.on("data", (chunk: Buffer) => {
        if (Number.isNaN(firstTokenMs) && FIRST_TOKEN.test(chunk.toString("latin1")))
          firstTokenMs = performance.now() - startedMs;
        bytes += chunk.length;
        if (bytesPerSecond) {
          response.pause();
          setTimeout(() => response.resume(), (chunk.length / bytesPerSecond) * 1_000);
        }
        tail = (tail + chunk.toString("latin1", Math.max(0, chunk.length - TAIL_CHARS))).slice(-TAIL_CHARS);
      });
      response.on("error", fail);
      response.on("end", () => {
        const tokens = Number(COUNT.exec(tail)?.[1]);
        const status = response.statusCode ?? 0;
        const failed = (why: string): void => fail(new RequestFailed(why, { status, tail }));
        if (status !== 200) failed(`HTTP ${status}: ${tail.slice(0, 300)}`);
        else if (!tail.includes("data: [DONE]")) failed("the stream ended without [DONE]");
        else if (!(tokens > 0)) failed(`no token count at the end of the stream: ...${tail.slice(-300)}`);
        else settle({ tokens, bytes, firstTokenMs, wholeMs: performance.now() - startedMs });
      });
    };
    post(url, { agent, headers: planned.headers, body: planned.body, timeoutMs }, { onResponse, onError: fail });
  });
}
