import type { Principal, Refusal } from "@sendcat/shared-types";
import type { RequestScope } from "../request-scope.ts";
import { authenticate } from "../turn/authenticate/authenticate.ts";

/** The caller of a read endpoint, within the read throttle. */
export async function readAsUser(
  scope: RequestScope,
): Promise<{ readonly ok: true; readonly principal: Principal } | { readonly ok: false; readonly refusal: Refusal }> {
  const authenticated = await authenticate(scope.request, scope.ports.identity);
  if (!authenticated.ok) return authenticated;
  const throttled = await scope.ports.throttle.take("read", authenticated.principal.userId);
  if (throttled.ok) return authenticated;
  const { limit, resetAtMs, retryAfterMs } = throttled;
  return {
    ok: false,
    refusal: { code: "rate_limited", scope: "user.read", limit, remaining: 0, resetAtMs, retryAfterMs },
  };
}
