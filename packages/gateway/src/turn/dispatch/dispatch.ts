import type { Model, ModelEvent, ModelFailure, ModelRoute, Policy, Refusal } from "@sendcat/shared-types";
import type { Prompt } from "../compose/compose-prompt.ts";

export interface Dispatched {
  readonly ok: true;
  readonly route: ModelRoute;
  readonly failovers: number;
  generationId(): string | null;
  /** The batch with which the answer began: read while choosing the route, still to be emitted. */
  readonly first: readonly ModelEvent[];
  readonly reader: ReadableStreamDefaultReader<readonly ModelEvent[]>;
}

export interface NotDispatched {
  readonly ok: false;
  readonly refusal: Refusal;
  readonly failovers: number;
  /** The last route tried: what a refused answer may still have cost is priced by it. */
  readonly route: ModelRoute;
}

export interface DispatchOptions {
  readonly model: Model;
  readonly prompt: Prompt;
  readonly policy: Policy;
  readonly user: string;
  readonly signal: AbortSignal;
}

/**
 * Calls the model's routes in order until one gives its first token. A route that refuses, breaks or stays silent before its first token
 * hands over to the next; after the first token nothing is tried again, or a shopper would read two answers in one.
 */
export async function dispatch(options: DispatchOptions): Promise<Dispatched | NotDispatched> {
  const { routes } = options.prompt.model;
  for (let failovers = 0; ; failovers++) {
    // safe because the loop ends at the last route, and there is at least one
    const route = routes[failovers] as ModelRoute;
    const attempt = await tryRoute(options, route);
    if (attempt.ok) return { ...attempt, route, failovers };
    const last = failovers === routes.length - 1;
    if (last || !attempt.retryable || options.signal.aborted) {
      return { ok: false, refusal: attempt.refusal, failovers, route };
    }
  }
}

type Attempt = Pick<Dispatched, "ok" | "generationId" | "first" | "reader"> | ModelFailure;

async function tryRoute(options: DispatchOptions, route: ModelRoute): Promise<Attempt> {
  const { model, prompt, policy, user, signal } = options;
  const attempt = new AbortController();
  const abort = () => attempt.abort();
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    abort();
  }, policy.firstTokenTimeoutMs);
  const timeout: ModelFailure = { ok: false, retryable: true, refusal: { code: "upstream_timeout" } };
  try {
    const stream = await model.stream(
      { model: route.model, messages: prompt.messages, maxOutputTokens: prompt.model.maxOutputTokens, user },
      { signal: attempt.signal },
    );
    if (!stream.ok) return timedOut ? timeout : stream;
    const reader = stream.batches.getReader();
    const first = await firstToken(reader);
    if (!first.ok) return timedOut ? timeout : first;
    return { ok: true, generationId: stream.generationId, first: first.events, reader };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
  }
}

/** Reads until something can be shown, or the answer ends without: an empty answer is an answer. */
async function firstToken(
  reader: ReadableStreamDefaultReader<readonly ModelEvent[]>,
): Promise<{ readonly ok: true; readonly events: readonly ModelEvent[] } | ModelFailure> {
  const events: ModelEvent[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { ok: false, retryable: true, refusal: { code: "upstream_error" } };
    events.push(...value);
    const failed = value.find((event) => event.type === "error");
    const shown = events.some((event) => event.type === "text-delta" || event.type === "reasoning-delta");
    if (failed && !shown) {
      await reader.cancel().catch(() => undefined);
      return { ok: false, retryable: true, refusal: failed.refusal, cause: failed.cause };
    }
    if (shown || events.some((event) => event.type === "finish")) return { ok: true, events };
  }
}
