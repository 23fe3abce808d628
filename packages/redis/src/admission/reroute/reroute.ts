import type { Quota } from "@sendcat/shared-types";
import { LOADS_KEY, RECORD_TTL_MS, recordKey, SERVICE_KEY } from "../../keys.ts";
import { breakerSettings } from "../lua/breaker.ts";
import type { QuotaContext } from "../quota-context.ts";
import { bulkheadCounts } from "../reserve/bulkhead-counts.ts";
import { routesText } from "../reserve/routes-text.ts";
import { outcomesText } from "../settle/outcomes-text.ts";
import { rerouteScript } from "./reroute-script.ts";

/** One round trip. When Redis does not answer the next route is taken all the same: the turn's money is on hold already. */
export async function reroute(
  context: QuotaContext,
  request: Parameters<Quota["reroute"]>[0],
): ReturnType<Quota["reroute"]> {
  const { policy } = context;
  const { reservation, to } = request;
  const nowMs = Math.floor(request.nowMs);
  const input = {
    keys: [SERVICE_KEY, LOADS_KEY, recordKey(reservation)],
    args: [
      String(nowMs),
      String(RECORD_TTL_MS),
      outcomesText([request.failed]),
      routesText(to),
      bulkheadCounts(policy.admission),
      breakerSettings(policy.breaker),
    ],
  };
  const { link } = context;
  const reply = await link.ask(() => rerouteScript.run(link.redis, input), policy.failure.settlement.waitMs);
  if (!reply.ok) {
    context.onFault({ operation: "reroute", cause: reply.cause });
    return { ok: true, route: to[0] };
  }
  const [status, route] = reply.value;
  return status === "moved" ? { ok: true, route: String(route) } : { ok: false };
}
