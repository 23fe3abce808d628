import type {
  Model,
  ModelEvent,
  ModelFailure,
  ModelRoute,
  ModelTool,
  Policy,
  Refusal,
  RouteOutcome,
  TokenPrices,
} from "@sendcat/shared-types";
import type { Prompt } from "../compose/compose-prompt.ts";

/** A call that was given up after the provider had taken it: it may be billed all the same. */
export interface Abandoned {
  readonly route: ModelRoute;
  readonly generationId: string | null;
}

export interface Dispatched {
  readonly ok: true;
  readonly route: ModelRoute;
  readonly failovers: number;
  readonly abandoned: readonly Abandoned[];
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
  readonly abandoned: readonly Abandoned[];
  /** How the last route did, for its breaker; null when that says nothing about it. */
  readonly outcome: RouteOutcome | null;
}

export interface DispatchOptions {
  readonly model: Model;
  readonly prompt: Prompt;
  readonly tools: readonly ModelTool[];
  readonly policy: Policy;
  readonly user: string;
  readonly signal: AbortSignal;
  /** The route that admission chose. */
  readonly route: string;
  readonly pricesOf: (route: ModelRoute) => TokenPrices;
  /** Asks for another place when a route has failed; null when there is none. */
  readonly reroute: (failed: RouteOutcome, to: readonly [string, ...string[]]) => Promise<string | null>;
}

/**
 * Calls the route that admission chose, then others, until one gives its first token. A route that refuses, breaks or stays silent before
 * its first token hands over to the next; after the first token nothing is tried again, or a shopper would read two answers in one.
 */
export async function dispatch(options: DispatchOptions): Promise<Dispatched | NotDispatched> {
  const untried = new Map(options.prompt.model.routes.map((route) => [route.model, route]));
  const abandoned: Abandoned[] = [];
  let route = untried.get(options.route) ?? options.prompt.model.routes[0];
  for (let failovers = 0; ; failovers++) {
    untried.delete(route.model);
    const attempt = await tryRoute(options, route);
    if (attempt.ok) return { ...attempt, route, failovers, abandoned };
    const { refusal } = attempt;
    if (attempt.taken) abandoned.push({ route, generationId: attempt.taken.generationId });
    const stopped = options.signal.aborted;
    const failed: RouteOutcome = { route: route.model, ok: false, retryAfterMs: refusal.retryAfterMs };
    const [next, ...others] = untried.keys();
    // A refused prompt says nothing about the provider's health.
    const isHealthy = stopped || refusal.code === "blocked";
    if (next === undefined || !attempt.retryable || stopped) {
      return { ok: false, refusal, failovers, route, abandoned, outcome: isHealthy ? null : failed };
    }
    const moved = await options.reroute(failed, [next, ...others]);
    const movedTo = moved === null ? undefined : untried.get(moved);
    if (!movedTo) return { ok: false, refusal, failovers, route, abandoned, outcome: null };
    route = movedTo;
  }
}

type Attempt =
  | Pick<Dispatched, "ok" | "generationId" | "first" | "reader">
  | (ModelFailure & {
      /** Set when the provider had begun to answer. */
      readonly taken?: { readonly generationId: string | null };
    });

async function tryRoute(options: DispatchOptions, route: ModelRoute): Promise<Attempt> {
  const { model, prompt, tools, policy, user, signal } = options;
  const attempt = new AbortController();
  const abort = () => attempt.abort();
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    abort();
  }, policy.failure.provider.waitMs);
  const timeout: ModelFailure = { ok: false, retryable: true, refusal: { code: "upstream_timeout" } };
  try {
    const { messages } = prompt;
    const { maxOutputTokens } = prompt.model;
    const maxPrices = options.pricesOf(route);
    const offered = tools.length > 0 ? { tools } : {};
    const request = { model: route.model, messages, maxOutputTokens, user, maxPrices, ...offered };
    const stream = await model.stream(request, { signal: attempt.signal });
    if (!stream.ok) return timedOut ? timeout : stream;
    const reader = stream.batches.getReader();
    const first = await firstToken(reader);
    if (!first.ok) return { ...(timedOut ? timeout : first), taken: { generationId: stream.generationId() } };
    return { ok: true, generationId: stream.generationId, first: first.events, reader };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
  }
}

/** Events with which an answer has begun: it is not tried again elsewhere. */
const BEGINNINGS = new Set<ModelEvent["type"]>(["text-delta", "reasoning-delta", "tool-call-start", "tool-call"]);

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
    const shown = events.some(({ type }) => BEGINNINGS.has(type));
    if (failed && !shown) {
      await reader.cancel().catch(() => undefined);
      return { ok: false, retryable: true, refusal: failed.refusal, cause: failed.cause };
    }
    if (shown || events.some((event) => event.type === "finish")) return { ok: true, events };
  }
}
