import { liveTurnOf } from "../live/live-turns.ts";
import type { Answer, RouteScope } from "../request-scope.ts";
import { jsonAnswer } from "../respond/json-answer.ts";
import { throttleRead } from "./throttle-read.ts";

/** `POST /api/chat/{turnId}/stop`: at once if the turn runs here, else when its worker next asks (about a second). Idempotent. */
export async function postTurnStop(scope: RouteScope<"POST /api/chat/{turnId}/stop">): Promise<Answer> {
  const { ports, principal } = scope;
  const { turnId } = scope.params;
  const live = liveTurnOf(scope.turns, turnId, principal);
  if (live) {
    live.stop();
    return jsonAnswer(scope, { turnId, status: "stopping" }, { status: 202 });
  }
  const refusal = await throttleRead(scope, principal);
  if (refusal) return { ok: false, refusal };
  const turn = await ports.turnStore.requestStop(turnId, principal);
  if (!turn) return { ok: false, refusal: { code: "not_found" } };
  const status = turn.status === "streaming" ? "stopping" : turn.status;
  return jsonAnswer(scope, { turnId, status }, { status: 202 });
}
