import { ACCESS_AUDIENCE, type PlanName, type Role } from "@sendcat/shared-types";
import { importJWK, SignJWT, type JWK } from "jose";

export interface TokenShape {
  readonly signingKey: string;
  readonly issuer: string;
  readonly plan: PlanName;
  readonly role?: Role;
}

/** Access tokens of this many users, signed with the deployment's own key: the servers verify them as usual. */
export async function signTokens(
  { signingKey, issuer, plan, role }: TokenShape,
  count: number,
): Promise<readonly string[]> {
  // safe because the stack made this text as a JWK
  const jwk = JSON.parse(signingKey) as JWK;
  const key = await importJWK(jwk, "ES256");
  const kind = plan === "guest" ? "guest" : "user";
  return await Promise.all(
    Array.from({ length: count }, () =>
      new SignJWT({ kind, plan, proven: true, ...(role ? { role } : {}) })
        .setProtectedHeader({ alg: "ES256", kid: jwk.kid ?? "", typ: "JWT" })
        .setIssuer(issuer)
        .setAudience(ACCESS_AUDIENCE)
        .setSubject(kind === "guest" ? `guest:${crypto.randomUUID()}` : `drill:${crypto.randomUUID()}`)
        .setIssuedAt()
        .setExpirationTime("2h")
        .sign(key),
    ),
  );
}
