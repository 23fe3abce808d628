import type { Answer, RequestScope } from "../request-scope.ts";
import { jsonResponse } from "../respond/json-response.ts";

const PROBE_USER = "service:readiness";

/** `GET /api/ready`: whether a turn could be admitted and stored now. 503 names what is missing, or says that the host is about to go. */
export async function getReady({ host, ports, requestId }: RequestScope): Promise<Answer> {
  const [redis, convex] = await Promise.all([
    ports.quota
      .snapshot({ userId: PROBE_USER, plan: "guest", nowMs: ports.now() })
      .then((snapshot) => snapshot !== null)
      .catch(() => false),
    ports.identity
      .serviceToken()
      .then((token) => ports.turnStore.read({ turnId: "readiness-probe-0", afterSeq: -1 }, { token }))
      .then(() => true)
      .catch(() => false),
  ]);
  const draining = host.draining ?? false;
  const ready = redis && convex && !draining;
  const body = { status: ready ? "ready" : "not-ready", draining, dependencies: { redis, convex } };
  return { ok: true, response: jsonResponse(requestId, body, { status: ready ? 200 : 503 }) };
}
