import { REQUEST_ID_HEADER, TURN_ID_HEADER, UI_STREAM_HEADERS, type Principal } from "@sendcat/shared-types";
import { liveTurnOf } from "../live/live-turns.ts";
import { tailTurn } from "../live/tail-turn.ts";
import type { Answer, RequestScope, RouteScope } from "../request-scope.ts";
import { throttleRead } from "./throttle-read.ts";

/** `GET /api/chat/{turnId}/stream?after=N`: the turn's stream from an offset on. 204 when there is nothing to resume. */
export async function getTurnStream(scope: RouteScope<"GET /api/chat/{turnId}/stream">): Promise<Answer> {
  const { principal, query } = scope;
  const { turnId } = scope.params;
  const refusal = liveTurnOf(scope.turns, turnId, principal) ? null : await throttleRead(scope, principal);
  if (refusal) return { ok: false, refusal };
  return streamTurn(scope, principal, { turnId, ...query });
}

/** Streams a turn that began earlier, from this process if it runs here, else from what the store holds of it. */
export async function streamTurn(
  scope: RequestScope,
  principal: Principal,
  at: { readonly turnId: string; readonly after: number; readonly reasoningAfter: number },
): Promise<Answer> {
  const live = liveTurnOf(scope.turns, at.turnId, principal);
  const body = live ? live.attach(at.after, at.reasoningAfter) : await tailTurn(scope, principal, at);
  const headers = new Headers(body ? UI_STREAM_HEADERS : {});
  headers.set(REQUEST_ID_HEADER, scope.requestId);
  headers.set(TURN_ID_HEADER, at.turnId);
  return { ok: true, response: new Response(body, { status: body ? 200 : 204, headers }) };
}
