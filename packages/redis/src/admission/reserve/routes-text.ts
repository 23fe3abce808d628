import type { QuotaRoute } from "@sendcat/shared-types";

/** Routes in the form that scripts read, each with its places: `google/gemini-2.5-flash@openrouter_chat;provider:google,...`. */
export function routesText(routes: readonly QuotaRoute[]): string {
  return routes.map(({ id, places }) => `${id}@${places.join(";")}`).join(",");
}
