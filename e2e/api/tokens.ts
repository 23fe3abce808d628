import { randomUUID } from "node:crypto";
import { ACCESS_AUDIENCE, type PlanName, type Role } from "@sendcat/shared-types";
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from "jose";
import { inject } from "vitest";

export interface TokenClaims {
  readonly subject: string;
  readonly expiresInSeconds: number;
  readonly kind?: "guest" | "user";
  readonly plan?: PlanName;
  readonly role?: Role;
  /** Signing key and issuer of the stack that it is for; by default the stack under test. */
  readonly authority?: { readonly signingKey: string; readonly issuer: string };
}

/** A token signed with the stack's own key, with any claims. */
export function genuineToken(claims: TokenClaims): Promise<string> {
  // safe because the stack made this text as a JWK
  return sign(JSON.parse((claims.authority ?? inject("stack")).signingKey) as JWK, claims);
}

/** The same, signed with an unknown key under the stack's key id. */
export async function forgedToken(claims: TokenClaims): Promise<string> {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  // safe because the stack made this text as a JWK
  const { kid } = JSON.parse(inject("stack").signingKey) as JWK;
  return sign({ ...(await exportJWK(privateKey)), ...(kid ? { kid } : {}) }, claims);
}

async function sign(jwk: JWK, claims: TokenClaims): Promise<string> {
  const nowSeconds = Math.floor(Date.now() / 1000);
  const {
    subject,
    expiresInSeconds,
    kind = "guest",
    plan = "guest",
    role = "user",
    authority = inject("stack"),
  } = claims;
  return new SignJWT({ kind, plan, role })
    .setProtectedHeader({ alg: "ES256", kid: jwk.kid ?? "", typ: "JWT" })
    .setIssuer(authority.issuer)
    .setAudience(ACCESS_AUDIENCE)
    .setSubject(subject)
    .setIssuedAt(nowSeconds - 7_200)
    .setExpirationTime(nowSeconds + expiresInSeconds)
    .setJti(randomUUID())
    .sign(await importJWK(jwk, "ES256"));
}
