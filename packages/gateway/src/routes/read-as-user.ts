import type { Principal, Refusal } from "@sendcat/shared-types";
import type { RequestScope } from "../request-scope.ts";
import { authenticate } from "../turn/authenticate/authenticate.ts";

/** The caller of a read endpoint, within the read throttle. */
export async function readAsUser(
  scope: RequestScope,
): Promise<{ readonly ok: true; readonly principal: Principal } | { readonly ok: false; readonly refusal: Refusal }> {
  const authenticated = await authenticate(scope.request, scope.ports.identity);
  if (!authenticated.ok) return authenticated;
  const refusal = await throttleRead(scope, authenticated.principal);
  return refusal ? { ok: false, refusal } : authenticated;
}

/** Null while the user may ask the store for more. What this process knows by itself needs no throttle. */
export async function throttleRead({ ports }: RequestScope, { userId }: Principal): Promise<Refusal | null> {
  const throttled = await ports.throttle.take("read", userId);
  if (throttled.ok) return null;
  const { limit, resetAtMs, retryAfterMs } = throttled;
  return { code: "rate_limited", scope: "user.read", limit, remaining: 0, resetAtMs, retryAfterMs };
}
