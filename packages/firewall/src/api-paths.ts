import { API_ROUTES, pathExpression, type ApiRoute } from "@sendcat/shared-types";

export const API = "/api/";

/** The product's routes, from which the rules for the API are made. */
export const RULED_ROUTES: readonly ApiRoute[] = API_ROUTES.filter(({ path }) => path.startsWith(API));

/** An anchored regular expression for the paths of these routes. */
export function pathsOf(routes: readonly ApiRoute[]): string {
  const paths = new Set(routes.map(({ path }) => pathExpression(path.slice(API.length))));
  return `^${API}(${[...paths].join("|")})/?$`;
}
