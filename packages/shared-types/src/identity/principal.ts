import type { PlanName } from "../plans/plan.ts";

/** Who is calling, as a verified token says. */
export interface Principal {
  /** The token's subject: `guest:<uuid>`, an account id, or `service:gateway`. */
  readonly userId: string;
  readonly kind: "guest" | "user" | "service";
  readonly plan: PlanName;
  /** A guest who has shown proof of work, and every account. */
  readonly proven: boolean;
  readonly expiresAtMs: number;
  /** The bearer token itself, to call Convex as this user. Never logged. */
  readonly token: string;
}
