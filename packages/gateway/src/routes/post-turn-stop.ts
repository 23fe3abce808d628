import type { Principal } from "@sendcat/shared-types";
import { liveTurnOf } from "../live/live-turns.ts";
import type { Answer, RequestScope, RouteScope } from "../request-scope.ts";
import { jsonAnswer } from "../respond/json-answer.ts";
import { runningTurnIn } from "./running-turn.ts";
import { throttleRead } from "./throttle-read.ts";

/**
 * `POST /api/chat/{turnId}/stop`, for a turn or for a thread's running turn: at once if the turn runs here, else when its worker next asks (about a
 * second). Idempotent.
 */
export async function postTurnStop(scope: RouteScope<"POST /api/chat/{turnId}/stop">): Promise<Answer> {
  const { principal } = scope;
  const { turnId } = scope.params;
  if (stopHere(scope, principal, turnId)) return jsonAnswer(scope, { turnId, status: "stopping" }, { status: 202 });
  const refusal = await throttleRead(scope, principal);
  if (refusal) return { ok: false, refusal };
  const turn = await stopElsewhere(scope, principal, turnId);
  if (turn) return jsonAnswer(scope, turn, { status: 202 });
  const running = await runningTurnIn(scope, principal, turnId);
  const stopped = running === null ? null : await stopRunning(scope, principal, running);
  return stopped ? jsonAnswer(scope, stopped, { status: 202 }) : { ok: false, refusal: { code: "not_found" } };
}

/** Stops a turn wherever it runs. */
export async function stopRunning(scope: RequestScope, principal: Principal, turnId: string) {
  return stopHere(scope, principal, turnId)
    ? ({ turnId, status: "stopping" } as const)
    : await stopElsewhere(scope, principal, turnId);
}

function stopHere({ turns }: RequestScope, principal: Principal, turnId: string): boolean {
  const live = liveTurnOf(turns, turnId, principal);
  live?.stop();
  return live !== null;
}

async function stopElsewhere({ ports }: RequestScope, principal: Principal, turnId: string) {
  const turn = await ports.turnStore.requestStop(turnId, principal);
  if (!turn) return null;
  return { turnId, status: turn.status === "streaming" ? ("stopping" as const) : turn.status };
}
