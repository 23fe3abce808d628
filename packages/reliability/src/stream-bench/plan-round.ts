import type { LoadPlan, PlannedRequest } from "../load/load-plan.ts";
import { turnRequest } from "../load/turn-request.ts";
import type { Contender } from "./contender.ts";

export interface RoundShape {
  readonly requests: number;
  readonly concurrency: number;
  readonly rampMs: number;
  /** Words of each answer. */
  readonly tokens: number;
  /** How fast the provider sends them; 0 is as fast as they are read. */
  readonly tokensPerSecond: number;
}

const TIMEOUT_MS = 180_000;

/** A round of requests to one contender; each turn is new, in a new thread, and users alternate. */
export function planRound(contender: Contender, shape: RoundShape, users: readonly string[]): LoadPlan {
  const { requests, concurrency, rampMs, tokens, tokensPerSecond } = shape;
  const prompt = `[[sim:bench tokens=${tokens} ttft-ms=0 tokens-per-second=${tokensPerSecond}]]`;
  const planned = Array.from({ length: requests }, (_, index) =>
    contender.speaks === "turns"
      ? turnRequest(users[index % users.length] ?? "", prompt)
      : completion(prompt, contender.headers),
  );
  return { url: contender.url, concurrency, rampMs, requests: planned, timeoutMs: TIMEOUT_MS };
}

function completion(prompt: string, headers: Contender["headers"]): PlannedRequest {
  const body = { model: "google/gemini-2.5-flash", stream: true, messages: [{ role: "user", content: prompt }] };
  return { headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
}
