import { randomUUID } from "node:crypto";
import type { LoadPlan, PlannedRequest } from "./load-plan.ts";

export interface RoundShape {
  readonly requests: number;
  readonly concurrency: number;
  /** Words of each answer. */
  readonly tokens: number;
}

const TIMEOUT_MS = 60_000;

/** What both routes are asked: the simulator answers `tokens` words as fast as they are taken. */
function prompt(tokens: number): string {
  return `[[sim:bench tokens=${tokens} ttft-ms=0 tokens-per-second=0]]`;
}

/** A round through the pass-through route: what a provider is asked, sent as it is. */
export function planPassRound(url: string, shape: RoundShape): LoadPlan {
  const body = JSON.stringify({
    model: "google/gemini-2.5-flash",
    stream: true,
    messages: [{ role: "user", content: prompt(shape.tokens) }],
  });
  const request: PlannedRequest = { headers: { "content-type": "application/json" }, body };
  const requests = Array.from({ length: shape.requests }, () => request);
  return { url, concurrency: shape.concurrency, requests, timeoutMs: TIMEOUT_MS };
}

/** A round through Sendcat: a new thread and a new turn each, the users taking turns. */
export function planChatRound(url: string, shape: RoundShape, users: readonly string[]): LoadPlan {
  const requests = Array.from({ length: shape.requests }, (_, index) => ({
    headers: { "content-type": "application/json", authorization: `Bearer ${users[index % users.length]}` },
    body: JSON.stringify({
      trigger: "submit-message",
      turnId: randomUUID(),
      threadId: randomUUID(),
      message: { id: randomUUID(), parts: [{ type: "text", text: prompt(shape.tokens) }] },
    }),
  }));
  return { url, concurrency: shape.concurrency, requests, timeoutMs: TIMEOUT_MS };
}
