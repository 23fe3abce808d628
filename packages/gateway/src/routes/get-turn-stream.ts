import { REQUEST_ID_HEADER, TURN_ID_HEADER, UI_STREAM_HEADERS, type Principal } from "@sendcat/shared-types";
import { liveTurnOf } from "../live/live-turns.ts";
import { tailTurn } from "../live/tail-turn.ts";
import type { Answer, RequestScope } from "../request-scope.ts";
import { authenticate } from "../turn/authenticate/authenticate.ts";
import { pathId } from "./path-id.ts";
import { throttleRead } from "./read-as-user.ts";

/** Largest offset anybody can ask for: no answer is longer. */
const MAX_OFFSET = 10_000_000;

/** `GET /api/chat/{turnId}/stream?after=N`: the turn's stream from an offset on. 204 when there is nothing to resume. */
export async function getTurnStream(scope: RequestScope): Promise<Answer> {
  const authenticated = await authenticate(scope.request, scope.ports.identity);
  if (!authenticated.ok) return authenticated;
  const after = offset(scope.url, "after");
  const reasoningAfter = offset(scope.url, "reasoningAfter");
  if (after === null || reasoningAfter === null) {
    return { ok: false, refusal: { code: "invalid_request", message: "after: must be a whole number, 0 or more" } };
  }
  const { principal } = authenticated;
  const turnId = pathId(scope.url, 3);
  const refusal = liveTurnOf(scope.turns, turnId, principal.userId) ? null : await throttleRead(scope, principal);
  if (refusal) return { ok: false, refusal };
  return streamTurn(scope, principal, { turnId, after, reasoningAfter });
}

/** Streams a turn that began earlier, from this process if it runs here, else from what the store holds of it. */
export async function streamTurn(
  scope: RequestScope,
  principal: Principal,
  at: { readonly turnId: string; readonly after: number; readonly reasoningAfter: number },
): Promise<Answer> {
  const live = liveTurnOf(scope.turns, at.turnId, principal.userId);
  const body = live ? live.attach(at.after, at.reasoningAfter) : await tailTurn(scope, principal, at);
  const headers = new Headers(body ? UI_STREAM_HEADERS : {});
  headers.set(REQUEST_ID_HEADER, scope.requestId);
  headers.set(TURN_ID_HEADER, at.turnId);
  return { ok: true, response: new Response(body, { status: body ? 200 : 204, headers }) };
}

function offset(url: URL, name: string): number | null {
  const text = url.searchParams.get(name) ?? "0";
  const value = Number(text);
  return /^\d{1,8}$/.test(text) && value <= MAX_OFFSET ? value : null;
}
