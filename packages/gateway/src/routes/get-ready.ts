import type { Answer, RouteScope } from "../request-scope.ts";
import { jsonAnswer } from "../respond/json-answer.ts";

/** `GET /api/ready`: whether a turn could be admitted and stored now. 503 names what is missing, or says that the host is about to stop. */
export async function getReady(scope: RouteScope<"GET /api/ready">): Promise<Answer> {
  const { host, readiness } = scope;
  const { drain, ...found } = await readiness.find();
  const draining = host.draining === true || drain;
  const isReady = found.dependencies.redis && found.dependencies.convex && !draining;
  const status = isReady ? "ready" : "not-ready";
  return jsonAnswer(scope, { status, draining, ...found }, { status: isReady ? 200 : 503 });
}
