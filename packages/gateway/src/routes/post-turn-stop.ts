import { liveTurnOf } from "../live/live-turns.ts";
import type { Answer, RequestScope } from "../request-scope.ts";
import { jsonResponse } from "../respond/json-response.ts";
import { authenticate } from "../turn/authenticate/authenticate.ts";
import { pathId } from "./path-id.ts";
import { throttleRead } from "./read-as-user.ts";

/** `POST /api/chat/{turnId}/stop`: at once if the turn runs here, else when its worker next asks (about a second). Idempotent. */
export async function postTurnStop(scope: RequestScope): Promise<Answer> {
  const { ports, requestId } = scope;
  const authenticated = await authenticate(scope.request, ports.identity);
  if (!authenticated.ok) return authenticated;
  const turnId = pathId(scope.url, 3);
  const live = liveTurnOf(scope.turns, turnId, authenticated.principal.userId);
  if (live) {
    live.stop();
    return { ok: true, response: jsonResponse(requestId, { turnId, status: "stopping" }, { status: 202 }) };
  }
  const refusal = await throttleRead(scope, authenticated.principal);
  if (refusal) return { ok: false, refusal };
  const turn = await ports.turnStore.requestStop(turnId, authenticated.principal);
  if (!turn) return { ok: false, refusal: { code: "not_found" } };
  const status = turn.status === "streaming" ? "stopping" : turn.status;
  return { ok: true, response: jsonResponse(requestId, { turnId, status }, { status: 202 }) };
}
