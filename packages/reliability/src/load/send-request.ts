import { request, type Agent } from "node:http";
import type { PlannedRequest } from "./load-plan.ts";

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
}

/** The counts arrive at the very end: the provider's usage chunk, or the metadata of our `finish` chunk. */
const TAIL_CHARS = 2_048;
/** A chunk that says something: a delta of the UI message stream, or content of a chat completion. */
const FIRST_TOKEN = /"delta":"|"content":"[^"]/;
const COUNT = /"(?:completion_tokens|outputTokens)":(\d+)/;

/** Sends one request and reads its stream to the end. Rejects when the answer is not a whole stream. */
export function sendRequest(planned: PlannedRequest, { agent, url, timeoutMs }: SendOptions): Promise<Answer> {
  const startedMs = performance.now();
  return new Promise((settle, fail) => {
    const sent = request(url, { method: "POST", agent, headers: planned.headers, timeout: timeoutMs }, (response) => {
      let [firstTokenMs, bytes, tail] = [Number.NaN, 0, ""];
      response.on("data", (chunk: Buffer) => {
        if (Number.isNaN(firstTokenMs) && FIRST_TOKEN.test(chunk.toString("latin1")))
          firstTokenMs = performance.now() - startedMs;
        bytes += chunk.length;
        tail = (tail + chunk.toString("latin1", Math.max(0, chunk.length - TAIL_CHARS))).slice(-TAIL_CHARS);
      });
      response.on("error", fail);
      response.on("end", () => {
        const tokens = Number(COUNT.exec(tail)?.[1]);
        if (response.statusCode !== 200) fail(new Error(`HTTP ${response.statusCode}: ${tail.slice(0, 300)}`));
        else if (!tail.includes("data: [DONE]")) fail(new Error("the stream ended without [DONE]"));
        else if (!(tokens > 0)) fail(new Error(`no token count at the end of the stream: ...${tail.slice(-300)}`));
        else settle({ tokens, bytes, firstTokenMs, wholeMs: performance.now() - startedMs });
      });
    });
    sent.on("timeout", () => sent.destroy(new Error(`no answer within ${timeoutMs} ms`)));
    sent.on("error", fail);
    sent.end(planned.body);
  });
}
