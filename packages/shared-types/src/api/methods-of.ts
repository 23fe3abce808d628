import type { ApiRoute } from "./api-route.ts";

/** What a client may send to the path of these routes: their methods, HEAD wherever GET is, and OPTIONS. */
export function methodsOf(routes: readonly ApiRoute[]): readonly string[] {
  const own = new Set(routes.flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : [method])));
  return [...own, "OPTIONS"];
}
