import { randomUUID } from "node:crypto";
import { Agent, type IncomingMessage } from "node:http";
import { post } from "../load/post.ts";
import { turnRequest } from "../load/turn-request.ts";
import type { StreamPlan } from "./stream-plan.ts";

export interface OpenedStream {
  readonly token: string;
  readonly threadId: string;
  readonly expected: string;
  readonly text: string;
  readonly signInMs: number;
  readonly firstTokenMs: number;
  /** Refusals that were retried after the time they named, as all our clients do. */
  readonly askedAgain: number;
}

const MAX_ASKED_AGAIN = 5;

/** A user of the milestone: signs in, asks, reads the whole answer. Rejects when any step fails. */
export async function openStream(plan: StreamPlan, index: number, onOpen: () => void): Promise<OpenedStream> {
  // Each user has an address, as the load balancer in front of a host would report.
  const forwarded = { "x-forwarded-for": `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}` };
  const startedMs = performance.now();
  const session = await send(plan, {
    url: `${plan.webUrl}/api/session`,
    headers: { ...forwarded, "content-type": "application/json" },
    body: JSON.stringify({ client: "native" }),
  });
  // safe because the API answers 200 only with a session
  const { token } = JSON.parse(await textOf(session)) as { token: string };
  const signInMs = performance.now() - startedMs;

  const id = randomUUID().slice(0, 6);
  const expected = Array.from({ length: plan.tokens }, (_, n) => `${n}.${id}`).join(" ");
  const prompt = `[[sim:echo ttft-ms=100 tokens-per-second=${plan.tokensPerSecond}]]${expected}`;
  const askedMs = performance.now();
  const { threadId, headers, body } = turnRequest(token, prompt);
  const turn = { url: `${plan.url}/api/chat`, headers: { ...headers, ...forwarded }, body };
  const { response, askedAgain } = await ask(plan, turn);
  onOpen();
  const answer = await readAnswer(response, askedMs);
  return { token, threadId, expected, signInMs, askedAgain, ...answer };
}

/** The text of the thread's last message, as a returning user reads it. */
export async function readAgain(plan: StreamPlan, { token, threadId }: OpenedStream): Promise<string> {
  const response = await fetch(`${plan.url}/api/threads/${threadId}/messages`, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(plan.timeoutMs),
  });
  if (!response.ok) throw new Error(`the thread answered HTTP ${response.status}`);
  // safe because the API answers 200 only with a page of messages
  const { items } = (await response.json()) as { items: { role: string; parts: { text?: string }[] }[] };
  const parts = items.find(({ role }) => role === "assistant")?.parts ?? [];
  return parts.map(({ text }) => text ?? "").join("");
}

class RefusedError extends Error {
  readonly retryAfterMs: number | null;

  constructor(message: string, retryAfterMs: number | null) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}

async function ask(plan: StreamPlan, sent: Sent): Promise<{ response: IncomingMessage; askedAgain: number }> {
  for (let askedAgain = 0; ; askedAgain++) {
    try {
      return { response: await send(plan, sent), askedAgain };
    } catch (error) {
      const waitMs = error instanceof RefusedError ? error.retryAfterMs : null;
      if (waitMs === null || askedAgain === MAX_ASKED_AGAIN) throw error;
      await new Promise((settle) => setTimeout(settle, waitMs));
    }
  }
}

interface Sent {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** On its own connection, as each user has. Rejects when the answer is not 200. */
function send({ sourceAddress, timeoutMs }: StreamPlan, { url, headers, body }: Sent): Promise<IncomingMessage> {
  return new Promise((settle, fail) => {
    const onResponse = (response: IncomingMessage): void => {
      if (response.statusCode === 200) return settle(response);
      textOf(response).then((text) => {
        const retryAfterMs = /"retryAfterMs":(\d+)/.exec(text)?.[1];
        const message = `${url}: HTTP ${response.statusCode}: ${text.slice(0, 200)}`;
        fail(new RefusedError(message, retryAfterMs === undefined ? null : Number(retryAfterMs)));
      }, fail);
    };
    const agent = new Agent({ localAddress: sourceAddress });
    post(url, { agent, headers, body, timeoutMs }, { onResponse, onError: fail });
  });
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = "";
  response.setEncoding("utf8");
  for await (const piece of response) text += String(piece);
  return text;
}

function readAnswer(response: IncomingMessage, askedMs: number): Promise<{ text: string; firstTokenMs: number }> {
  return new Promise((settle, fail) => {
    let [line, text, firstTokenMs, ending] = ["", "", Number.NaN, ""];
    response.setEncoding("utf8");
    response.on("data", (piece: string) => {
      const lines = (line + piece).split("\n");
      line = lines.pop() ?? "";
      for (const one of lines) {
        if (one.startsWith('data: {"type":"text-delta"')) {
          if (text === "") firstTokenMs = performance.now() - askedMs;
          // safe because the line says that it is a text delta
          text += (JSON.parse(one.slice(6)) as { delta: string }).delta;
        } else if (/^data: \{"type":"(?:finish|abort|error)"/.test(one)) ending = one.slice(6, 300);
      }
    });
    response.on("error", fail);
    response.on("close", () => {
      if (ending.startsWith('{"type":"finish"')) settle({ text, firstTokenMs });
      else fail(new Error(`the answer ended with ${ending || "nothing"}`));
    });
  });
}
