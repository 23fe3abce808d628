import {
  assistantMessageId,
  type ChatRequest,
  DEGRADED_HEADER,
  type HistoryMessage,
  type ModelClass,
  type Principal,
  type Refusal,
  REQUEST_ID_HEADER,
  type Reservation,
  serviceDay,
  shortHash,
  TURN_ID_HEADER,
  UI_STREAM_HEADERS,
} from "@sendcat/shared-types";
import type { Answer, RequestScope, RouteScope } from "../request-scope.ts";
import { rateLimitHeaders } from "../respond/rate-limit-headers.ts";
import { HONEYPOT_REFUSAL } from "../turn/accept/honeypot.ts";
import { chooseModel } from "../turn/budget/choose-model.ts";
import { amountsToReserve } from "../turn/budget/amounts-to-reserve.ts";
import { withChallenge } from "../turn/budget/with-challenge.ts";
import { beginTurn } from "../turn/compose/begin-turn.ts";
import { composePrompt } from "../turn/compose/compose-prompt.ts";
import { runTurn, type RunningTurn } from "../turn/run-turn.ts";
import { waitAtMost } from "../wait-at-most.ts";
import { chatOfSdk } from "./chat-of-sdk.ts";
import { streamTurn } from "./get-turn-stream.ts";

/** A failure within this time is answered with its own HTTP status; later ones travel inside the stream. */
const EARLY_FAILURE_MS = 4_000;

/** Another host takes it: who tries again at once reaches one. */
const DRAINING: Refusal = {
  code: "capacity_saturated",
  scope: "host.draining",
  retryAfterMs: 500,
};

const CORE_BUSY: Refusal = {
  code: "capacity_saturated",
  scope: "convex.begin",
  retryAfterMs: 1_000,
};

/** `POST /api/chat`: one turn, through all its stages. */
export async function postChat(scope: RouteScope<"POST /api/chat">): Promise<Answer> {
  const { host, policy, principal, body } = scope;
  if (body.website) return { ok: false, refusal: HONEYPOT_REFUSAL };
  if (host.draining) return { ok: false, refusal: DRAINING };
  const read = "chatId" in body ? await chatOfSdk(scope, principal, body) : ({ ok: true, chat: body } as const);
  if (!read.ok) return read;
  const { chat } = read;
  const chosen = chooseModel(policy, principal.plan, chat.model);
  if (!chosen.ok) return chosen;

  const admitted = await admit({ scope, chat, principal, model: chosen.model });
  if (admitted.kind === "answered") return admitted.answer;
  const { degraded, reservation } = admitted;
  const running = start({ scope, chat, principal, ...admitted });
  await waitAtMost(running.begun, EARLY_FAILURE_MS);
  const { ending } = running.turn;
  if (ending?.kind === "failed" && running.turn.segments.length === 0)
    return { ok: false, refusal: ending.error, degraded };
  return {
    ok: true,
    response: new Response(running.turn.attach(), {
      headers: streamHeaders(scope, chat.turnId, { reservation, degraded }),
    }),
  };
}

interface TurnInput {
  readonly scope: RequestScope;
  readonly chat: ChatRequest;
  readonly principal: Principal;
  readonly model: ModelClass;
}

interface Admitted {
  readonly kind: "begun";
  readonly reservation: Reservation;
  /** What it was admitted without, e.g. `redis`. */
  readonly degraded: string | null;
  /** The model that was asked for, or the cheaper one that there was money for. */
  readonly model: ModelClass;
  readonly history: readonly HistoryMessage[];
  readonly pseudonym: string;
}

interface Answered {
  readonly kind: "answered";
  readonly answer: Answer;
}

/** Puts the turn on hold and begins it in the store; no more of a process at a time than the core has room for. */
async function admit(input: TurnInput): Promise<Admitted | Answered> {
  const { chat, scope } = input;
  const { beginning, policy } = scope;
  if (beginning.size >= policy.failure.begin.maxInFlight)
    return { kind: "answered", answer: { ok: false, refusal: CORE_BUSY } };
  beginning.add(chat);
  try {
    return await reserveAndBegin(input);
  } finally {
    beginning.delete(chat);
  }
}

async function reserveAndBegin(input: TurnInput): Promise<Admitted | Answered> {
  const { scope, chat, principal } = input;
  const { host, policy, ports } = scope;
  const { userId, plan, proven } = principal;
  const reserved = await ports.quota.reserve({
    turnId: chat.turnId,
    userId,
    plan,
    nowMs: ports.now(),
    address: host.ip,
    proven,
    offers: amountsToReserve({ policy, prices: ports.prices, plan, chat, model: input.model }),
  });
  host.waitUntil(ports.prices.refresh());
  const degraded = reserved.degraded ? "redis" : null;
  if (!reserved.ok) {
    const refusal = await withChallenge(reserved.refusal, ports.proof, "send");
    return { kind: "answered", answer: { ok: false, refusal, degraded } };
  }
  const { reservation } = reserved;
  const [composed, pseudonym] = await Promise.all([
    compose({ scope, chat, principal, reservation }),
    // The provider's abuse isolation gets a stable name that cannot be turned back into ours.
    shortHash(`sendcat:${userId}`),
  ]);
  if (composed.kind === "answered") return composed;
  const model = policy.models[reservation.model] ?? input.model;
  return { kind: "begun", reservation, degraded, model, history: composed.history, pseudonym };
}

/** Begins the turn in the store. A turn id seen before is answered with that turn; a turn that cannot begin is given back. */
async function compose({
  scope,
  chat,
  principal,
  reservation,
}: Omit<TurnInput, "model"> & { readonly reservation: Reservation }): Promise<
  Pick<Admitted, "kind" | "history"> | Answered
> {
  const { ports, policy } = scope;
  const nothing = { costMicroUsd: 0, tokens: 0, counts: false, final: true, outcomes: [] };
  const giveBack = () =>
    ports.quota.settle({ reservation, nowMs: ports.now(), ...nothing }).catch(() => ({ settled: false }));
  try {
    const begun = await ports.turnStore.begin(
      beginTurn({ chat, reservation, policy, worker: scope.worker, requestId: scope.requestId }),
      principal,
    );
    if (!begun.ok) {
      // A replayed reservation belongs to the request that made it.
      if (!reservation.replayed) await giveBack();
      return { kind: "answered", answer: begun };
    }
    if (begun.kind === "begun") return { kind: "begun", history: begun.history };
    // A turn that runs elsewhere was reserved here and begun there first, and settles what was reserved.
    if (!reservation.replayed && begun.status !== "streaming") await giveBack();
    return {
      kind: "answered",
      answer: await streamTurn(scope, principal, { turnId: chat.turnId, after: 0, reasoningAfter: 0 }),
    };
  } catch (fault) {
    if (!reservation.replayed) await giveBack();
    throw fault;
  }
}

function start(input: TurnInput & Omit<Admitted, "kind">): RunningTurn {
  const { scope, chat, principal, model, reservation } = input;
  const today = serviceDay(scope.ports.now(), scope.policy.timeZone).name;
  const running = runTurn({
    ports: scope.ports,
    policy: scope.policy,
    turns: scope.turns,
    flights: scope.flights,
    requestId: scope.requestId,
    principal,
    pseudonym: input.pseudonym,
    reservation,
    isEnding: scope.host.ending?.aborted ?? false,
    degraded: input.degraded === null ? [] : [input.degraded],
    turnId: chat.turnId,
    threadId: chat.threadId,
    messageId: assistantMessageId(chat.turnId),
    model,
    prompt: composePrompt({
      model,
      history: input.history,
      historyBytes: scope.policy.plans[principal.plan].historyChars,
      today,
      country: scope.host.country,
      hasTools: scope.policy.tools.offered.length > 0,
    }),
  });
  scope.pulse.start();
  scope.handOver.when(scope.host.ending);
  scope.host.waitUntil(running.done);
  return running;
}

function streamHeaders(
  scope: RequestScope,
  turnId: string,
  turn: { reservation: Reservation; degraded: string | null },
): Headers {
  const headers = new Headers(UI_STREAM_HEADERS);
  headers.set(REQUEST_ID_HEADER, scope.requestId);
  headers.set(TURN_ID_HEADER, turnId);
  const limits = rateLimitHeaders(turn.reservation.meters, scope.ports.now());
  for (const [name, value] of Object.entries(limits)) headers.set(name, value);
  if (turn.degraded) headers.set(DEGRADED_HEADER, turn.degraded);
  return headers;
}
