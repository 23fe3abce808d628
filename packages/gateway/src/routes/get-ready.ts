import type { Answer, RouteScope } from "../request-scope.ts";
import { jsonAnswer } from "../respond/json-answer.ts";

/** `GET /api/ready`: whether a turn could be admitted and stored now. 503 names what is missing, or says that the host is about to go. */
export async function getReady(scope: RouteScope<"GET /api/ready">): Promise<Answer> {
  const { host, readiness } = scope;
  const { redis, convex, drain } = await readiness.find();
  const draining = host.draining === true || drain;
  const ready = redis && convex && !draining;
  return jsonAnswer(
    scope,
    { status: ready ? "ready" : "not-ready", draining, dependencies: { redis, convex } },
    { status: ready ? 200 : 503 },
  );
}
