import { UNKNOWN_ADDRESS, type Principal, type Refusal, type RouteThrottle } from "@sendcat/shared-types";
import type { RequestScope } from "../request-scope.ts";
import { rateLimited } from "../respond/rate-limited.ts";

/** Null while the caller may go on. */
export async function throttleRoute(
  { ports, host }: Pick<RequestScope, "ports" | "host">,
  { name, by, scope }: RouteThrottle,
  principal: Principal | null,
): Promise<Refusal | null> {
  const key = by === "user" ? (principal?.userId ?? "nobody") : `address:${host.ip ?? UNKNOWN_ADDRESS}`;
  const throttled = await ports.throttle.take(name, key);
  return throttled.ok ? null : rateLimited(throttled, scope);
}
