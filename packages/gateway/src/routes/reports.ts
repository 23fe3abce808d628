import type { Answer, RouteScope } from "../request-scope.ts";
import { jsonAnswer } from "../respond/json-answer.ts";

/** `POST /api/reports`: tells the operators about an answer of one's own, or about a shared conversation. */
export async function postReport(scope: RouteScope<"POST /api/reports">): Promise<Answer> {
  const { body, ports, principal } = scope;
  const isFiled = await ports.reports.file({ ...body, reporterId: principal.userId });
  return isFiled ? jsonAnswer(scope, { ok: true }) : { ok: false, refusal: { code: "not_found", scope: body.about } };
}

/** `POST /api/ops/reports/{reportId}/handle`: an operator has seen to it. */
export async function postReportHandled(scope: RouteScope<"POST /api/ops/reports/{reportId}/handle">): Promise<Answer> {
  const { params, ports, principal, requestId } = scope;
  await ports.reports.handle(params.reportId, { actor: principal.userId, requestId });
  return jsonAnswer(scope, { ok: true });
}

/** `GET /api/ops/reports?cursor=&limit=`: what users have reported, newest first. */
export async function getReports(scope: RouteScope<"GET /api/ops/reports">): Promise<Answer> {
  return jsonAnswer(scope, await scope.ports.reports.list(scope.query));
}
