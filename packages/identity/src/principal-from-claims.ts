import { planNameSchema, SERVICE_SUBJECT, type Principal, type Role } from "@sendcat/shared-types";
import type { JWTPayload } from "jose";

/** A guest or user, or null when a validly signed token has claims that we do not issue to either. */
export function principalFromClaims(claims: JWTPayload, token: string): Principal | null {
  const { sub, exp, session } = claims;
  if (!sub || !exp) return null;
  const plan = planNameSchema.safeParse(claims["plan"]);
  if (!plan.success || sub === SERVICE_SUBJECT) return null;
  if (claims["kind"] !== "guest" && claims["kind"] !== "user") return null;
  const role = roleOf(claims);
  if (!role) return null;
  const proven = claims["kind"] === "user" || claims["proven"] === true;
  const ofAccount = claims["kind"] === "user" && typeof session === "string" ? { sessionId: session } : {};
  return {
    userId: sub,
    kind: claims["kind"],
    plan: plan.data,
    role,
    proven,
    ...ofAccount,
    expiresAtMs: exp * 1_000,
    token,
  };
}

/** The claim `role`; without one, a user. Null for a guest who claims to be an operator: we issue no such token. */
function roleOf({ role, kind }: JWTPayload): Role | null {
  if (role === undefined || role === "user") return "user";
  return role === "operator" && kind === "user" ? role : null;
}
