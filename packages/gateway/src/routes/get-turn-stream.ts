import { REQUEST_ID_HEADER, TURN_ID_HEADER, UI_STREAM_HEADERS, type Principal } from "@sendcat/shared-types";
import { liveTurnOf } from "../live/live-turns.ts";
import { tailTurn } from "../live/tail-turn.ts";
import { untilRead } from "../live/until-read.ts";
import type { Answer, RequestScope, RouteScope } from "../request-scope.ts";
import { throttleRead } from "./throttle-read.ts";

interface At {
  readonly turnId: string;
  readonly after: number;
  readonly reasoningAfter: number;
}

/** `GET /api/chat/{turnId}/stream?after=N`: the turn's stream from an offset on. 204 when there is nothing to resume. */
export async function getTurnStream(scope: RouteScope<"GET /api/chat/{turnId}/stream">): Promise<Answer> {
  return await streamTurn(scope, scope.principal, { turnId: scope.params.turnId, ...scope.query });
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
