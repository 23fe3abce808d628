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

/** A call that we gave up after the provider had accepted it: it may still be billed. */
export interface Abandoned {
  readonly route: ModelRoute;
  readonly generationId: string | null;
  /** The usage it reported; null when it reported none. */
  readonly usage: ModelUsage | null;
}

export interface Dispatched {
  readonly ok: true;
  readonly route: ModelRoute;
  readonly failovers: number;
  readonly abandoned: readonly Abandoned[];
  generationId(): string | null;
  /** The first batch of the answer: already read to choose the route, not yet emitted. */
  readonly first: readonly ModelEvent[];
  readonly reader: ReadableStreamDefaultReader<readonly ModelEvent[]>;
}

export interface NotDispatched {
  readonly ok: false;
  /** Null when the last route's answer was empty. */
  readonly refusal: Refusal | null;
  readonly failovers: number;
  /** The last route tried: its prices apply to what a refused answer may still have cost. */
  readonly route: ModelRoute;
  readonly abandoned: readonly Abandoned[];
  /** The last route's outcome for its circuit breaker; null when this turn says nothing about the route's health. */
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
  /** Asks admission for a place on another route after a failure. Returns the route's id; null when none is free. */
  readonly reroute: (failed: RouteOutcome, to: readonly [QuotaRoute, ...QuotaRoute[]]) => Promise<string | null>;
}

/**
 * Calls the route that admission chose, then others, until one gives its first token. If a route refuses, breaks, stays silent or ends before
 * its first token, the next one is tried. After the first token there is no retry: the user would see two answers in one.
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
    // A blocked prompt or an empty answer does not count against the route's health: a prompt can cause both.
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
  /** Set when the provider had accepted the request. */
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
      promptCache: route.promptCache,
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

/** Whether the answer has begun with this event; then no other route is tried. White space alone does not count: the user cannot see it. */
function begins(event: ModelEvent): boolean {
  if (event.type === "text-delta" || event.type === "reasoning-delta") return event.text.trim() !== "";
  return event.type === "tool-call-start" || event.type === "tool-call";
}

type FirstToken =
  | { readonly ok: true; readonly events: readonly ModelEvent[] }
  | { readonly ok: false; readonly failure: Failed; readonly usage: ModelUsage | null };

const EMPTY: Failed = { ok: false, retryable: true, refusal: null };
const BROKEN: Failed = { ok: false, retryable: true, refusal: { code: "upstream_error" } };

/** Reads until there is something to show. An answer that ends before that has failed, unless a content filter held it back. */
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
