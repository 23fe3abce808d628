import type { Answer, RouteScope } from "../request-scope.ts";
import { jsonAnswer } from "../respond/json-answer.ts";

/** `GET /api/ready`: whether a turn could be admitted and stored now. 503 names what is missing, or says that the host is about to go. */
export async function getReady(scope: RouteScope<"GET /api/ready">): Promise<Answer> {
  const { host, ports } = scope;
  const [controls, convex] = await Promise.all([
    ports.operations
      .read({ nowMs: ports.now(), minutes: 0 })
      .then((reading) => reading.controls)
      .catch(() => null),
    ports.identity
      .serviceToken()
      .then((token) => ports.turnStore.read({ turnId: "readiness-probe-0", afterSeq: -1 }, { token }))
      .then(() => true)
      .catch(() => false),
  ]);
  const redis = controls !== null;
  const draining = host.draining === true || controls?.drain === true;
  const ready = redis && convex && !draining;
  const dependencies = { redis, convex };
  return jsonAnswer(
    scope,
    { status: ready ? "ready" : "not-ready", draining, dependencies },
    { status: ready ? 200 : 503 },
  );
}
