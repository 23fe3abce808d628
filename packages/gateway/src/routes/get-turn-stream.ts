import { REQUEST_ID_HEADER, TURN_ID_HEADER, UI_STREAM_HEADERS, type Principal } from "@sendcat/shared-types";
import { liveTurnOf } from "../live/live-turns.ts";
import { tailTurn } from "../live/tail-turn.ts";
import { untilRead } from "../live/until-read.ts";
import type { Answer, RequestScope, RouteScope } from "../request-scope.ts";
import { runningTurnIn } from "./running-turn.ts";
import { throttleRead } from "./throttle-read.ts";

interface At {
  readonly turnId: string;
  readonly after: number;
  readonly reasoningAfter: number;
}

/** `GET /api/chat/{turnId}/stream?after=N`: the stream of a turn, or of a thread's running turn, from an offset on. 204 when there is none. */
export async function getTurnStream(scope: RouteScope<"GET /api/chat/{turnId}/stream">): Promise<Answer> {
  const { params, principal, query } = scope;
  const answer = await streamTurn(scope, principal, { ...params, ...query });
  if (!answer.ok || answer.response.status !== 204) return answer;
  const turnId = await runningTurnIn(scope, principal, params.turnId);
  return turnId === null ? answer : await streamTurn(scope, principal, { turnId, ...query });
}

/**
 * Streams a turn that began earlier: from this process if it runs here, otherwise from the store. Readers are throttled and limited in number,
 * because unread text is kept in memory for each.
 */
export async function streamTurn(scope: RequestScope, principal: Principal, at: At): Promise<Answer> {
  const refusal = await throttleRead(scope, principal);
  if (refusal) return { ok: false, refusal };
  const seat = scope.readers.enter({ turnId: at.turnId, userId: principal.userId });
  if (!seat.ok) return seat;
  const stream = await openStream(scope, principal, at).catch((fault: unknown) => {
    seat.leave();
    throw fault;
  });
  if (!stream) seat.leave();
  const body = stream && untilRead(stream, seat.leave);
  const headers = new Headers(body ? UI_STREAM_HEADERS : {});
  headers.set(REQUEST_ID_HEADER, scope.requestId);
  headers.set(TURN_ID_HEADER, at.turnId);
  return { ok: true, response: new Response(body, { status: body ? 200 : 204, headers }) };
}

async function openStream(
  scope: RequestScope,
  principal: Principal,
  at: At,
): Promise<ReadableStream<Uint8Array> | null> {
  const live = liveTurnOf(scope.turns, at.turnId, principal);
  return live ? live.attach(at.after, at.reasoningAfter) : await tailTurn(scope, principal, at);
}
