import type { Refusal } from "../errors/refusal.ts";
import type { Principal } from "../identity/principal.ts";

export interface SessionGrant {
  /** Short-lived, audience `sendcat`. */
  readonly accessToken: string;
  readonly principal: Principal;
  /** Long-lived, audience `sendcat-session`. */
  readonly sessionToken: string;
  readonly sessionExpiresAtMs: number;
}

export interface Identity {
  /**
   * Checks signature, issuer, audience `sendcat` and expiry. No network. The service's own token is refused with `forbidden`: nobody calls
   * as the service.
   */
  verify(
    accessToken: string,
  ): Promise<{ readonly ok: true; readonly principal: Principal } | { readonly ok: false; readonly refusal: Refusal }>;
  /** Whose session a session token is, or null when it is forged or expired. */
  recognise(sessionToken: string): Promise<{ readonly userId: string; readonly proven: boolean } | null>;
  /** A grant for the guest `userId`, or for a new guest. No database write. */
  grant(guest: { readonly userId: string | null; readonly proven: boolean }): Promise<SessionGrant>;
  /** A token of `service:gateway`, cached until shortly before it expires. */
  serviceToken(): Promise<string>;
  /** The public keys, as `/.well-known/jwks.json` serves them. */
  jwks(): Promise<{ readonly keys: readonly Record<string, unknown>[] }>;
}
