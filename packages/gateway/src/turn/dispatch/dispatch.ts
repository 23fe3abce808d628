import {
  isDeclined,
  quotaRoute,
  type AnswerOrigin,
  type Model,
  type ModelEvent,
  type ModelFailure,
  type ModelRequest,
  type ModelRoute,
  type ModelTool,
  type ModelUsage,
  type Policy,
  type ProviderData,
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
  origin(): AnswerOrigin | null;
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
  /** The turn's tools. */
  readonly tools: readonly ModelTool[];
  /** Whether this call may call them. */
  readonly mayCallTools: boolean;
  readonly policy: Policy;
  readonly user: string;
  readonly providerData: ProviderData;
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

type Attempt = Pick<Dispatched, "ok" | "generationId" | "origin" | "first" | "reader"> | Failed;

async function tryRoute(options: DispatchOptions, route: ModelRoute): Promise<Attempt> {
  const { model, prompt, policy, user, providerData, signal } = options;
  const attempt = new AbortController();
  const abort = () => attempt.abort();
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  let timedOut = false;
  const giveUp = () => {
    timedOut = true;
    abort();
  };
  const { waitMs } = policy.failure.provider;
  let patience = setTimeout(giveUp, waitMs);
  const limit = setTimeout(giveUp, Math.max(waitMs, policy.thinkingMs));
  const wait = () => {
    clearTimeout(patience);
    patience = setTimeout(giveUp, waitMs);
  };
  const timeout: ModelFailure = { ok: false, retryable: true, refusal: { code: "upstream_timeout" } };
  try {
    const { messages } = prompt;
    const { maxOutputTokens } = prompt.model;
    const maxPrices = options.pricesOf(route);
    const request = {
      provider: route.provider,
      model: route.model,
      messages,
      maxOutputTokens,
      user,
      maxPrices,
      providerData,
      promptCache: route.promptCache,
      ...offered(options),
    };
    const stream = await model.stream(request, { signal: attempt.signal });
    if (!stream.ok) return timedOut ? timeout : stream;
    const reader = stream.batches.getReader();
    const first = await firstToken(reader, wait);
    if (!first.ok) {
      const taken = { generationId: stream.generationId(), usage: first.usage };
      return { ...(timedOut ? timeout : first.failure), taken };
    }
    const { generationId } = stream;
    return { ok: true, generationId, origin: () => stream.origin?.() ?? null, first: first.events, reader };
  } finally {
    clearTimeout(patience);
    clearTimeout(limit);
    signal.removeEventListener("abort", abort);
  }
}

/**
 * The tools of a request. If the model may not call them but the conversation has calls, they are sent with `toolChoice: "none"`: some providers
 * refuse calls of tools that a request does not name, and the prompt stays the same for their caches.
 */
function offered({ tools, mayCallTools, prompt }: DispatchOptions): Pick<ModelRequest, "tools" | "toolChoice"> {
  if (tools.length === 0) return {};
  if (mayCallTools) return { tools };
  return prompt.messages.some(({ role }) => role === "tool") ? { tools, toolChoice: "none" } : {};
}

/**
 * Whether the answer has begun with this event; then no other route is tried. White space and a call whose arguments are not complete do not count:
 * the user cannot see them.
 */
function begins(event: ModelEvent): boolean {
  if (event.type === "text-delta" || event.type === "reasoning-delta") return event.text.trim() !== "";
  return event.type === "tool-call" || event.type === "picture";
}

/** Whether the model works on what the user cannot see yet. */
function isSignOfLife({ type }: ModelEvent): boolean {
  return type === "reasoning-hidden" || type === "tool-call-start";
}

type FirstToken =
  | { readonly ok: true; readonly events: readonly ModelEvent[] }
  | { readonly ok: false; readonly failure: Failed; readonly usage: ModelUsage | null };

const EMPTY: Failed = { ok: false, retryable: true, refusal: null };
const BROKEN: Failed = { ok: false, retryable: true, refusal: { code: "upstream_error" } };

/**
 * Reads until there is something to show; calls `onLife` when the model works without showing it. An answer that ends before that has
 * failed, unless a content filter held it back or the model declined.
 */
async function firstToken(
  reader: ReadableStreamDefaultReader<readonly ModelEvent[]>,
  onLife: () => void,
): Promise<FirstToken> {
  const events: ModelEvent[] = [];
  const usage = () => events.find((event) => event.type === "usage")?.usage ?? null;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { ok: false, failure: BROKEN, usage: usage() };
    events.push(...value);
    if (value.some(begins)) return { ok: true, events };
    const end = value.find((event) => event.type === "error" || event.type === "finish");
    if (end?.type === "finish" && isDeclined(end.reason)) return { ok: true, events };
    if (value.some(isSignOfLife)) onLife();
    if (!end) continue;
    await reader.cancel().catch(() => undefined);
    if (end.type === "finish") return { ok: false, failure: EMPTY, usage: usage() };
    const { refusal, cause } = end;
    return { ok: false, failure: { ok: false, retryable: true, refusal, cause }, usage: usage() };
  }
}
