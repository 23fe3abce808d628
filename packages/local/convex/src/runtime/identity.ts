import type { EncodedObject } from "../values/encoded-value.ts";

/** The result of `ctx.auth.getUserIdentity()`: the token's claims under the platform's names. */
export type Identity = EncodedObject & {
  readonly tokenIdentifier: string;
  readonly issuer: string;
  readonly subject: string;
};

/** Who calls a function, and with which rights. */
export interface Caller {
  readonly identity: Identity | null;
  /** The raw token, for `ctx.meta.getRequestMetadata()`. */
  readonly token: string | null;
  /** Admins and the deployment itself may call internal functions. */
  readonly mayCallInternal: boolean;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

/** Scheduled functions and crons run without an identity. */
export const DEPLOYMENT_CALLER: Caller = {
  identity: null,
  token: null,
  mayCallInternal: true,
  ip: null,
  userAgent: null,
};
