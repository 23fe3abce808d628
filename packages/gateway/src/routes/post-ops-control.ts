import type { Answer, RouteScope } from "../request-scope.ts";
import { jsonAnswer } from "../respond/json-answer.ts";

/** `POST /api/ops/controls`: one change. It is logged before it is made, so that every change has someone to ask. */
export async function postOpsControl(scope: RouteScope<"POST /api/ops/controls">): Promise<Answer> {
  const { ports, principal, requestId, body: change } = scope;
  const by = { actor: principal.userId, requestId };
  if (change.action === "clear-cache" || change.action === "replay-dead-letters") {
    await ports.operationsLog.perform(change, by);
  } else {
    const { action, ...detail } = change;
    await ports.operationsLog.append({ ...by, action, detail: JSON.stringify(detail) });
    await ports.operations.change(change);
    scope.readiness.forget();
  }
  return jsonAnswer(scope, { changed: change });
}
