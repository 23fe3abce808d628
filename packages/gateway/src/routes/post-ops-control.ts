import { controlChangeSchema } from "@sendcat/shared-types";
import type { Answer, RouteScope } from "../request-scope.ts";
import { jsonResponse } from "../respond/json-response.ts";
import { readJson } from "../turn/accept/read-json.ts";
import { authenticateOperator } from "../turn/authenticate/authenticate.ts";

/** `POST /api/ops/controls`: one change, written down before it is made, so that nothing is switched that nobody can be asked about. */
export async function postOpsControl({ maxBodyBytes, ports, request, requestId }: RouteScope): Promise<Answer> {
  const authenticated = await authenticateOperator(request, ports.identity);
  if (!authenticated.ok) return authenticated;
  const body = await readJson(request, maxBodyBytes);
  if (!body.ok) return body;
  const parsed = controlChangeSchema.safeParse(body.value);
  if (!parsed.success) {
    const message = parsed.error.issues
      .map(({ path, message }) => `${path.join(".") || "body"}: ${message}`)
      .join("; ");
    return { ok: false, refusal: { code: "invalid_request", message } };
  }
  const change = parsed.data;
  const by = { actor: authenticated.principal.userId, requestId };
  if (change.action === "clear-cache" || change.action === "replay-dead-letters") {
    await ports.operationsLog.perform(change, by);
  } else {
    const { action, ...detail } = change;
    await ports.operationsLog.append({ ...by, action, detail: JSON.stringify(detail) });
    await ports.operations.change(change);
  }
  return { ok: true, response: jsonResponse(requestId, { changed: change }) };
}
