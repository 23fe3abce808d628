import { shortHash, UNKNOWN_ADDRESS, type Refusal } from "@sendcat/shared-types";
import type { RequestScope } from "../request-scope.ts";
import { rateLimited } from "../respond/rate-limited.ts";

export interface Throttled {
  readonly refusal: Refusal | null;
  readonly degraded: string | null;
}

/**
 * What may be tried with accounts: by who asks, and by what is asked for (an address, a passkey), which is kept as a hash. A refusal says
 * nothing of whether there is such an account.
 */
export async function throttleAccount(
  { ports, host }: RequestScope,
  { kind, account }: { readonly kind: "code" | "sign-in"; readonly account: string },
): Promise<Throttled> {
  const [asker, tried] = await Promise.all([
    ports.throttle.take(kind, host.ip ?? UNKNOWN_ADDRESS),
    ports.throttle.take(`${kind}-account`, await shortHash(account)),
  ]);
  const degraded = asker.degraded || tried.degraded ? "redis" : null;
  const [no, scope] = asker.ok ? [tried, `account.${kind}`] : [asker, `ip.${kind}`];
  if (no.ok) return { refusal: null, degraded };
  const message = kind === "code" ? "Too many codes were asked for. Please wait." : "Too many tries. Please wait.";
  return { refusal: { ...rateLimited(no, scope), message }, degraded };
}
