import { largestBody, UNREAD_BODY_BYTES, type Policy } from "@sendcat/shared-types";
import { routesAt } from "./route-table.ts";

/** The largest body that anything at this path reads, in bytes: for hosts that take the body before they ask. */
export function largestBodyAt(path: string, policy: Policy): number {
  return Math.max(UNREAD_BODY_BYTES, ...routesAt(path).map((route) => largestBody(route, policy)));
}
