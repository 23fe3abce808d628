import type { Answer, RequestScope, RouteScope } from "../request-scope.ts";
import { jsonAnswer } from "../respond/json-answer.ts";
import { PROMETHEUS_TYPE, prometheusText } from "../operations/prometheus-text.ts";
import { snapshotOf } from "../operations/snapshot.ts";
import { REQUEST_ID_HEADER } from "@sendcat/shared-types";

/** An hour: what the projection of the day's money goes by. */
const MINUTES = 60;

/** `GET /api/ops/metrics`: Prometheus text, for an operator's token. Without the core its queues are missing, and nothing else. */
export async function getOpsMetrics(scope: RouteScope<"GET /api/ops/metrics">): Promise<Answer> {
  const headers = {
    "content-type": PROMETHEUS_TYPE,
    "cache-control": "no-store",
    [REQUEST_ID_HEADER]: scope.requestId,
  };
  return { ok: true, response: new Response(prometheusText(await readAll(scope)), { headers }) };
}

/** `GET /api/ops/snapshot`: the same as JSON, with the last hour by minute and who changed what. */
export async function getOpsSnapshot(scope: RouteScope<"GET /api/ops/snapshot">): Promise<Answer> {
  const [exposed, audit] = await Promise.all([readAll(scope), scope.ports.operationsLog.recent().catch(() => null)]);
  return jsonAnswer(scope, snapshotOf(exposed, audit));
}

async function readAll({ ports, policy }: RequestScope) {
  const nowMs = ports.now();
  const [reading, queues] = await Promise.all([
    ports.operations.read({ nowMs, minutes: MINUTES }),
    ports.operationsLog.queues().catch(() => []),
  ]);
  return { reading, queues, policy, nowMs };
}
