import type { EncodedObject } from "../values/encoded-value.ts";

/** What `ctx.auth.getUserIdentity()` answers: the token's claims under the names the platform gives them. */
export type Identity = EncodedObject & {
  readonly tokenIdentifier: string;
  readonly issuer: string;
  readonly subject: string;
};

/** Who calls a function and by which right. */
export interface Caller {
  readonly identity: Identity | null;
  /** The raw token, for `ctx.meta.getRequestMetadata()`. */
  readonly token: string | null;
  /** Admins and the deployment itself may call internal functions. */
  readonly mayCallInternal: boolean;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

/** Scheduled functions and crons run as nobody. */
export const DEPLOYMENT_CALLER: Caller = {
  identity: null,
  token: null,
  mayCallInternal: true,
  ip: null,
  userAgent: null,
};
