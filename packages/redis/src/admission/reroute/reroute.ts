import { percentOf, type Quota } from "@sendcat/shared-types";
import { LOADS_KEY, RECORD_TTL_MS, recordKey, SERVICE_KEY } from "../../keys.ts";
import { countsText } from "../../metrics/metrics-buffer.ts";
import type { QuotaContext } from "../quota-context.ts";
import { routesText } from "../reserve/routes-text.ts";
import { outcomesText } from "../settle/outcomes-text.ts";
import { rerouteArguments, rerouteScript } from "./reroute-script.ts";

/** One round trip. When Redis does not answer, the next route is used anyway: the turn's money is already reserved. */
export async function reroute(
  context: QuotaContext,
  request: Parameters<Quota["reroute"]>[0],
): ReturnType<Quota["reroute"]> {
  const { policy } = context;
  const { reservation, to } = request;
  const input = {
    keys: [SERVICE_KEY, LOADS_KEY, recordKey(reservation)],
    args: rerouteArguments.write({
      nowMs: Math.floor(request.nowMs),
      recordTtlMs: RECORD_TTL_MS,
      outcome: outcomesText([request.failed]),
      routes: routesText(to),
      bulkheads: countsText(policy.admission.bulkheads),
      placePercent: percentOf(policy.plans[reservation.plan].placeShare),
      breaker: countsText({ ...policy.breaker }),
    }),
  };
  const { link } = context;
  const reply = await link.ask(() => rerouteScript.run(link.redis, input), policy.failure.settlement.waitMs);
  if (!reply.ok) {
    context.onFault({ operation: "reroute", cause: reply.cause });
    return { ok: true, route: to[0].id };
  }
  const [status, route] = reply.value;
  return status === "moved" ? { ok: true, route: String(route) } : { ok: false };
}
