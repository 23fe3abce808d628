import type { PlanName } from "../plans/plan.ts";

export const PRINCIPAL_KINDS = ["guest", "user"] as const;
/** A guest has no account, a user has one. */
export type PrincipalKind = (typeof PRINCIPAL_KINDS)[number];

export const ROLES = ["user", "operator"] as const;
/** What somebody may do besides their own business: an operator runs the service. Only accounts are ever operators. */
export type Role = (typeof ROLES)[number];

/** What an account may do, as the core knows it: what goes into its tokens. */
export interface AccountStanding {
  readonly userId: string;
  readonly plan: PlanName;
  readonly role: Role;
}

/** A session of an account, and who it is. */
export interface AccountSession {
  /** What the core knows the session by. A secret: it travels in the session token alone. */
  readonly sid: string;
  /** Names it to the core without opening it: what the session's access tokens say. */
  readonly id: string;
  readonly email: string;
  readonly standing: AccountStanding;
}

/** The person who is calling, as a verified token says. */
export interface Principal {
  /** The token's subject: `guest:<uuid>`, which stays the name of a guest who has made an account, or `user:<uuid>`. */
  readonly userId: string;
  readonly kind: PrincipalKind;
  readonly plan: PlanName;
  readonly role: Role;
  /** A guest who has shown proof of work, and every account. */
  readonly proven: boolean;
  /** Of an account: which of its sessions this is. */
  readonly sessionId?: string;
  readonly expiresAtMs: number;
  /** The bearer token itself, to call Convex as this user. Never logged. */
  readonly token: string;
}
