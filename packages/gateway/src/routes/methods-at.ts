import { methodsOf } from "@sendcat/shared-types";
import { routesAt } from "./route-table.ts";

/** What a client may send to a path; nothing where no route is. */
export function methodsAt(path: string): readonly string[] {
  const routes = routesAt(path);
  return routes.length === 0 ? [] : methodsOf(routes);
}
