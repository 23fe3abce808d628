import { randomUUID } from "node:crypto";
import { ACCESS_AUDIENCE } from "@sendcat/shared-types";
import { importJWK, SignJWT, type JWK } from "jose";

/** Far below the plan's turns a day, so that no request is refused. */
const TURNS_PER_USER = 100;

export interface BenchLoad {
  readonly turns: number;
  /** As many as are in flight at once: one user may have only a few open answers. */
  readonly atLeast: number;
}

/** Access tokens of as many `pro` users as the load needs, signed with the stack's own key: the servers verify them as usual. */
export async function benchUsers(signingKey: string, issuer: string, load: BenchLoad): Promise<readonly string[]> {
  // safe because the stack made this text as a JWK
  const jwk = JSON.parse(signingKey) as JWK;
  const key = await importJWK(jwk, "ES256");
  const count = Math.max(load.atLeast, Math.ceil(load.turns / TURNS_PER_USER));
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
