import type { Refusal } from "../errors/refusal.ts";
import type { AccountSession, Principal } from "../identity/principal.ts";

export interface SessionGrant {
  /** Short-lived, audience `sendcat`. */
  readonly accessToken: string;
  readonly principal: Principal;
  /** Long-lived, audience `sendcat-session`. */
  readonly sessionToken: string;
  readonly sessionExpiresAtMs: number;
}

/** Whose session to make: a guest's (a new one without a name), or an account's. */
export type Grantee =
  | {
      readonly kind: "guest";
      readonly userId: string | null;
      readonly proven: boolean;
      readonly knows?: string | undefined;
    }
  | { readonly kind: "user"; readonly session: AccountSession };

export interface Recognised {
  readonly userId: string;
  readonly proven: boolean;
  /** For an account's session: the core's key of it. Null for a guest. */
  readonly sid: string | null;
  /** Hash (`shortHash`) of the address of the account that this device is or was signed in to. Grants nothing: it separates limits. */
  readonly knows?: string;
}

export interface Identity {
  /**
   * Checks signature, issuer, audience `sendcat` and expiry. No network. The service's own token is refused with `forbidden`: clients never
   * call as the service.
   */
  verify(
    accessToken: string,
  ): Promise<{ readonly ok: true; readonly principal: Principal } | { readonly ok: false; readonly refusal: Refusal }>;
  /** The owner of a session token, or null when it is forged or expired. */
  recognise(sessionToken: string): Promise<Recognised | null>;
  /** No database write. An account's access token is short-lived, so that signing out everywhere and a new plan take effect soon. */
  grant(grantee: Grantee): Promise<SessionGrant>;
  /** A token of `service:gateway`, cached until shortly before it expires. */
  serviceToken(): Promise<string>;
  /** The public keys, as `/.well-known/jwks.json` serves them. */
  jwks(): Promise<{ readonly keys: readonly Record<string, unknown>[] }>;
}
