import type { QuotaRoute } from "@sendcat/shared-types";

/** An OpenRouter route by its id; the part before the slash is its upstream. */
export function sampleRoute(id: string, bulkhead = "openrouter_chat"): QuotaRoute {
  return { id, places: [bulkhead, `provider:${id.split("/")[0]}`] };
}
