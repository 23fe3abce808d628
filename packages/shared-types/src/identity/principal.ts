import type { PlanName } from "../plans/plan.ts";

export const PRINCIPAL_KINDS = ["guest", "user"] as const;
/** A guest has no account, a user has one. */
export type PrincipalKind = (typeof PRINCIPAL_KINDS)[number];

export const ROLES = ["user", "operator"] as const;
/** What a principal may do besides use its own data: an operator runs the service. Only accounts can be operators. */
export type Role = (typeof ROLES)[number];

/** What an account may do, as the core stores it and its tokens say. */
export interface AccountStanding {
  readonly userId: string;
  readonly plan: PlanName;
  readonly role: Role;
}

/** A session of an account, and whose it is. */
export interface AccountSession {
  /** The core's key of the session. Secret: only the session token carries it. */
  readonly sid: string;
  /** Names the session to the core but does not authenticate it: the session's access tokens carry this. */
  readonly id: string;
  readonly email: string;
  readonly standing: AccountStanding;
}

/** The user or guest of a request, from a verified token. */
export interface Principal {
  /** The token's subject: `guest:<uuid>`, kept by a guest who has made an account, or `user:<uuid>`. */
  readonly userId: string;
  readonly kind: PrincipalKind;
  readonly plan: PlanName;
  readonly role: Role;
  /** True for a guest who has solved a proof of work, and for every account. */
  readonly proven: boolean;
  /** For an account: which of its sessions this is. */
  readonly sessionId?: string;
  readonly expiresAtMs: number;
  /** The bearer token itself, to call Convex as this user. Never logged. */
  readonly token: string;
}
