import { ACCESS_AUDIENCE, type PlanName, type Role } from "@sendcat/shared-types";
import { importJWK, SignJWT, type CryptoKey, type JWK } from "jose";

export interface TokenShape {
  readonly signingKey: string;
  readonly issuer: string;
  readonly plan: PlanName;
  readonly role?: Role;
}

/** Access tokens of this many users, signed with the deployment's own key: the servers verify them as usual. Throws when it is no such key. */
export async function signTokens(
  { signingKey, issuer, plan, role }: TokenShape,
  count: number,
): Promise<readonly string[]> {
  const { key, kid } = await importKey(signingKey);
  const kind = plan === "guest" ? "guest" : "user";
  return await Promise.all(
    Array.from({ length: count }, () =>
      new SignJWT({ kind, plan, proven: true, ...(role ? { role } : {}) })
        .setProtectedHeader({ alg: "ES256", kid, typ: "JWT" })
        .setIssuer(issuer)
        .setAudience(ACCESS_AUDIENCE)
        .setSubject(kind === "guest" ? `guest:${crypto.randomUUID()}` : `drill:${crypto.randomUUID()}`)
        .setIssuedAt()
        .setExpirationTime("2h")
        .sign(key),
    ),
  );
}

async function importKey(signingKey: string): Promise<{ readonly key: CryptoKey | Uint8Array; readonly kid: string }> {
  try {
    // safe because a text of another shape is no key
    const jwk = JSON.parse(signingKey) as JWK;
    if (jwk.d === undefined) throw new Error("a public key");
    return { key: await importJWK(jwk, "ES256"), kid: jwk.kid ?? "" };
  } catch {
    // Without the cause, which may quote the key.
    throw new Error("SENDCAT_SIGNING_KEY is no private ES256 key as a JWK.");
  }
}
