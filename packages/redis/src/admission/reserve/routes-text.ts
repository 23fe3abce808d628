/** Routes as scripts take them, each with the bulkhead of its provider: `google/gemini-2.5-flash@provider:google,...`. */
export function routesText(routes: readonly string[]): string {
  return routes.map((route) => `${route}@provider:${route.split("/")[0]}`).join(",");
}
