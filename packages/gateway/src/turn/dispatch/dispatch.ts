import {
  quotaRoute,
  type Model,
  type ModelEvent,
  type ModelFailure,
  type ModelRoute,
  type ModelTool,
  type ModelUsage,
  type Policy,
  type QuotaRoute,
  type Refusal,
  type RouteOutcome,
  type TokenPrices,
} from "@sendcat/shared-types";
import type { Prompt } from "../compose/compose-prompt.ts";

/** A call that was given up after the provider had taken it: it may be billed all the same. */
export interface Abandoned {
  readonly route: ModelRoute;
  readonly generationId: string | null;
  /** What it said it used; null when it did not say. */
  readonly usage: ModelUsage | null;
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
  /** Null when the last route ended its answer without a word. */
  readonly refusal: Refusal | null;
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
  /** The id of the route that admission chose. */
  readonly route: string;
  readonly pricesOf: (route: ModelRoute) => TokenPrices;
  /** Asks for another place when a route has failed; null when there is none. */
  readonly reroute: (failed: RouteOutcome, to: readonly [QuotaRoute, ...QuotaRoute[]]) => Promise<string | null>;
}

/**
 * Calls the route that admission chose, then others, until one gives its first token. A route that refuses, breaks, stays silent or ends before
 * its first token hands over to the next; after the first token nothing is tried again, or a shopper would read two answers in one.
 */
export async function dispatch(options: DispatchOptions): Promise<Dispatched | NotDispatched> {
  const untried = new Map(options.prompt.model.routes.map((route) => [route.id, route]));
  const abandoned: Abandoned[] = [];
  let route = untried.get(options.route) ?? options.prompt.model.routes[0];
  for (let failovers = 0; ; failovers++) {
    untried.delete(route.id);
    const attempt = await tryRoute(options, route);
    if (attempt.ok) return { ...attempt, route, failovers, abandoned };
    const { refusal } = attempt;
    if (attempt.taken) abandoned.push({ route, ...attempt.taken });
    const stopped = options.signal.aborted;
    const isEmpty = refusal === null;
    const failed: RouteOutcome = { route: route.id, ok: isEmpty, retryAfterMs: refusal?.retryAfterMs };
    const [next, ...others] = [...untried.values()].map((untriedRoute) => quotaRoute(untriedRoute, "chat"));
    // Neither a refused prompt nor an empty answer counts against the provider's health: a prompt can ask for silence.
    const isHealthy = stopped || isEmpty || refusal?.code === "blocked";
    if (next === undefined || !attempt.retryable || stopped) {
      return { ok: false, refusal, failovers, route, abandoned, outcome: isHealthy ? null : failed };
    }
    const moved = await options.reroute(failed, [next, ...others]);
    const movedTo = moved === null ? undefined : untried.get(moved);
    if (!movedTo) return { ok: false, refusal, failovers, route, abandoned, outcome: null };
    route = movedTo;
  }
}

interface Failed extends Omit<ModelFailure, "refusal">, Pick<NotDispatched, "refusal"> {
  /** Set when the provider had begun to answer. */
  readonly taken?: Omit<Abandoned, "route">;
}

type Attempt = Pick<Dispatched, "ok" | "generationId" | "first" | "reader"> | Failed;

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
    const request = {
      provider: route.provider,
      model: route.model,
      messages,
      maxOutputTokens,
      user,
      maxPrices,
      ...offered,
    };
    const stream = await model.stream(request, { signal: attempt.signal });
    if (!stream.ok) return timedOut ? timeout : stream;
    const reader = stream.batches.getReader();
    const first = await firstToken(reader);
    if (!first.ok) {
      const taken = { generationId: stream.generationId(), usage: first.usage };
      return { ...(timedOut ? timeout : first.failure), taken };
    }
    return { ok: true, generationId: stream.generationId, first: first.events, reader };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
  }
}

/** Whether an answer has begun with this: it is not tried again elsewhere. White space by itself is nothing that anybody has seen. */
function begins(event: ModelEvent): boolean {
  if (event.type === "text-delta" || event.type === "reasoning-delta") return event.text.trim() !== "";
  return event.type === "tool-call-start" || event.type === "tool-call";
}

type FirstToken =
  | { readonly ok: true; readonly events: readonly ModelEvent[] }
  | { readonly ok: false; readonly failure: Failed; readonly usage: ModelUsage | null };

const EMPTY: Failed = { ok: false, retryable: true, refusal: null };
const BROKEN: Failed = { ok: false, retryable: true, refusal: { code: "upstream_error" } };

/** Reads until something can be shown. An answer that ends without is none, but for one that a filter has kept back. */
async function firstToken(reader: ReadableStreamDefaultReader<readonly ModelEvent[]>): Promise<FirstToken> {
  const events: ModelEvent[] = [];
  const usage = () => events.find((event) => event.type === "usage")?.usage ?? null;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { ok: false, failure: BROKEN, usage: usage() };
    events.push(...value);
    if (events.some(begins)) return { ok: true, events };
    const end = value.find((event) => event.type === "error" || event.type === "finish");
    if (end?.type === "finish" && end.reason === "content-filter") return { ok: true, events };
    if (!end) continue;
    await reader.cancel().catch(() => undefined);
    if (end.type === "finish") return { ok: false, failure: EMPTY, usage: usage() };
    const { refusal, cause } = end;
    return { ok: false, failure: { ok: false, retryable: true, refusal, cause }, usage: usage() };
  }
}
