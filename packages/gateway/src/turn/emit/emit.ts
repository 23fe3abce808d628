import type {
  FinishReason,
  ModelEvent,
  ModelReasoning,
  ModelToolCall,
  ModelUsage,
  Policy,
  Refusal,
} from "@sendcat/shared-types";
import type { LiveTurn } from "../../live/live-turn.ts";
import type { Dispatched } from "../dispatch/dispatch.ts";
import type { AnswerExtras } from "./answer-extras.ts";

/** How the model's part of the turn ended. */
export interface Emitted {
  readonly usage: ModelUsage | null;
  readonly reason: FinishReason;
  /** The model's tool calls, in order. */
  readonly toolCalls: readonly ModelToolCall[];
  /** What the provider wants back with them; null when it wants nothing. */
  readonly reasoningFields: ModelReasoning["fields"] | null;
  /** Set when the stream broke or went silent; the text before that is kept. */
  readonly refusal: Refusal | null;
}

/** Passes batches from the model to the readers until the stream ends, breaks, goes silent for `idleTimeoutMs`, or the signal aborts. */
export async function emit(options: {
  readonly dispatched: Dispatched;
  readonly turn: LiveTurn;
  readonly extras: AnswerExtras;
  readonly policy: Policy;
  readonly signal: AbortSignal;
  readonly now: () => number;
}): Promise<Emitted> {
  const { dispatched, turn, extras, policy, signal, now } = options;
  const { reader } = dispatched;
  let usage: ModelUsage | null = null;
  let reason: FinishReason | null = null;
  let refusal: Refusal | null = null;
  const toolCalls: ModelToolCall[] = [];
  let reasoningFields: Emitted["reasoningFields"] = null;

  const take = (batch: readonly ModelEvent[]) => {
    turn.append(batch);
    for (const event of batch) {
      if (event.type === "usage") usage = event.usage;
      else if (event.type === "finish") reason = event.reason;
      else if (event.type === "error") refusal = event.refusal;
      else if (event.type === "reasoning-fields") reasoningFields = event.fields;
      else if (event.type === "tool-call") {
        const { callId, name, input, extra } = event;
        toolCalls.push({ callId, name, input, ...(extra && { extra }) });
      } else extras.take(event);
    }
  };

  let lastBatchMs = now();
  let silent = false;
  const cut = () => void reader.cancel().catch(() => undefined);
  // One interval per turn that checks the last batch's time is cheaper than a timer per batch.
  const watch = setInterval(
    () => {
      if (now() - lastBatchMs < policy.idleTimeoutMs) return;
      silent = true;
      cut();
    },
    Math.max(50, policy.idleTimeoutMs / 4),
  );
  signal.addEventListener("abort", cut, { once: true });
  if (signal.aborted) cut();

  try {
    take(dispatched.first);
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      lastBatchMs = now();
      take(value);
    }
  } catch {
    refusal = { code: "upstream_error" };
  } finally {
    clearInterval(watch);
    signal.removeEventListener("abort", cut);
  }
  if (!signal.aborted) await extras.stored();
  extras.tellLoss();
  if (silent) refusal = { code: "upstream_timeout" };
  else if (reason === null && refusal === null && !signal.aborted) refusal = { code: "upstream_error" };
  return { usage, reason: reason ?? "other", toolCalls, reasoningFields, refusal };
}
