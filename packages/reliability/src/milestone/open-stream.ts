import { randomUUID } from "node:crypto";
import { request, type IncomingMessage } from "node:http";
import type { StreamPlan } from "./stream-plan.ts";

export interface OpenedStream {
  readonly token: string;
  readonly threadId: string;
  readonly expected: string;
  readonly text: string;
  readonly signInMs: number;
  readonly firstTokenMs: number;
  /** Refusals that were asked again after the time they named, as every client of ours does. */
  readonly askedAgain: number;
}

const MAX_ASKED_AGAIN = 5;

/** A shopper of the milestone: signs in, asks, reads the whole answer. Rejects when any of it fails. */
export async function openStream(plan: StreamPlan, index: number, onOpen: () => void): Promise<OpenedStream> {
  // Each shopper has an address, as the load balancer in front of a host would tell.
  const headers = {
    "content-type": "application/json",
    "x-forwarded-for": `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`,
  };
  const startedMs = performance.now();
  const signIn = { path: "/api/session", headers, body: { client: "native" } };
  const session = await post({ ...plan, url: plan.webUrl }, signIn);
  // safe because the API answers 200 with a session alone
  const { token } = JSON.parse(await textOf(session)) as { token: string };
  const signInMs = performance.now() - startedMs;

  const id = randomUUID().slice(0, 6);
  const expected = Array.from({ length: plan.tokens }, (_, n) => `${n}.${id}`).join(" ");
  const prompt = `[[sim:echo ttft-ms=100 tokens-per-second=${plan.tokensPerSecond}]]${expected}`;
  const threadId = randomUUID();
  const askedMs = performance.now();
  const turn = {
    path: "/api/chat",
    headers: { ...headers, authorization: `Bearer ${token}` },
    body: {
      trigger: "submit-message",
      turnId: randomUUID(),
      threadId,
      message: { id: randomUUID(), parts: [{ type: "text", text: prompt }] },
    },
  };
  const { response, askedAgain } = await ask(plan, turn);
  onOpen();
  const answer = await readAnswer(response, askedMs);
  return { token, threadId, expected, signInMs, askedAgain, ...answer };
}

/** What the thread's last message says, as a returning shopper reads it. */
export async function readAgain(plan: StreamPlan, { token, threadId }: OpenedStream): Promise<string> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await post(plan, { path: `/api/threads/${threadId}/messages`, headers, method: "GET" });
  // safe because the API answers 200 with a page of messages alone
  const { items } = JSON.parse(await textOf(response)) as { items: { role: string; parts: { text?: string }[] }[] };
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
      return { response: await post(plan, sent), askedAgain };
    } catch (error) {
      const waitMs = error instanceof RefusedError ? error.retryAfterMs : null;
      if (waitMs === null || askedAgain === MAX_ASKED_AGAIN) throw error;
      await new Promise((settle) => setTimeout(settle, waitMs));
    }
  }
}

interface Sent {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly method?: "GET";
}

function post(plan: StreamPlan, { path, headers, body, method }: Sent): Promise<IncomingMessage> {
  return new Promise((settle, fail) => {
    const sent = request(
      `${plan.url}${path}`,
      { method: method ?? "POST", headers, localAddress: plan.sourceAddress, agent: false, timeout: plan.timeoutMs },
      (response) => {
        if (response.statusCode === 200) return settle(response);
        textOf(response).then((text) => {
          const retryAfterMs = /"retryAfterMs":(\d+)/.exec(text)?.[1];
          const message = `${path}: HTTP ${response.statusCode}: ${text.slice(0, 200)}`;
          fail(new RefusedError(message, retryAfterMs === undefined ? null : Number(retryAfterMs)));
        }, fail);
      },
    );
    sent.on("timeout", () => sent.destroy(new Error(`${path}: silent for ${plan.timeoutMs} ms`)));
    sent.on("error", fail);
    sent.end(body && JSON.stringify(body));
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
