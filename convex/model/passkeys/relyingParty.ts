import { authEnv } from "../platform/env.ts";

/** Ed25519, ES256 and RS256 (COSE algorithms): what devices sign with today, and what runtimes without `SubtleCrypto.supports` can check. */
export const ALGORITHMS = [-8, -7, -257];

/**
 * The relying party of passkeys (Web Authentication Level 3, 5.1.2): this service's domain. A numeric address is not allowed, so a local machine
 * uses `localhost`.
 */
export function relyingParty(): { readonly id: string; readonly origin: string } {
  const origin = new URL(authEnv().origin);
  if (origin.hostname === "127.0.0.1") origin.hostname = "localhost";
  return { id: origin.hostname, origin: origin.origin };
}
