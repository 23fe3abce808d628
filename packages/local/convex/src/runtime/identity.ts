import type { EncodedObject } from "../values/encoded-value.ts";

/** What `ctx.auth.getUserIdentity()` answers: the token's claims under the names the platform gives them. */
export type Identity = EncodedObject & { tokenIdentifier: string; issuer: string; subject: string };

/** Who calls a function and by which right. */
export interface Caller {
  identity: Identity | null;
  /** The raw token, for `ctx.meta.getRequestMetadata()`. */
  token: string | null;
  /** Admins and the deployment itself may call internal functions. */
  mayCallInternal: boolean;
  ip: string | null;
  userAgent: string | null;
}

/** Scheduled functions and crons run as nobody. */
export const DEPLOYMENT_CALLER: Caller = {
  identity: null,
  token: null,
  mayCallInternal: true,
  ip: null,
  userAgent: null,
};
