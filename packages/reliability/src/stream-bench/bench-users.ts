import { randomUUID } from "node:crypto";
import { ACCESS_AUDIENCE } from "@sendcat/shared-types";
import { importJWK, SignJWT, type JWK } from "jose";

/** Turns one user may have in flight; below every plan's limit, so that no request is refused. */
const TURNS_PER_USER = 100;

/** Access tokens of as many `pro` users as `turns` turns need, signed with the stack's own key: the servers verify them as any other. */
export async function benchUsers(signingKey: string, issuer: string, turns: number): Promise<readonly string[]> {
  // safe because the stack made this text as a JWK
  const jwk = JSON.parse(signingKey) as JWK;
  const key = await importJWK(jwk, "ES256");
  const count = Math.ceil(turns / TURNS_PER_USER);
  return Promise.all(
    Array.from({ length: count }, () =>
      new SignJWT({ kind: "user", plan: "pro" })
        .setProtectedHeader({ alg: "ES256", kid: jwk.kid ?? "", typ: "JWT" })
        .setIssuer(issuer)
        .setAudience(ACCESS_AUDIENCE)
        .setSubject(`bench:${randomUUID()}`)
        .setIssuedAt()
        .setExpirationTime("2h")
        .sign(key),
    ),
  );
}
