import { largestBody, UNREAD_BODY_BYTES, type Policy } from "@sendcat/shared-types";
import { ROUTES } from "./route-table.ts";

/** The largest body that anything at this path reads, in bytes: for hosts that take the body before they ask. */
export function largestBodyAt(path: string, policy: Policy): number {
  const routes = ROUTES.filter(({ pattern }) => pattern.test(path));
  return Math.max(UNREAD_BODY_BYTES, ...routes.map((route) => largestBody(route, policy)));
}
