import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeJwt,
  type JSONWebKeySet,
  type JWTPayload,
  jwtVerify,
  type JWTVerifyGetKey,
} from "jose";
import { LRUCache } from "lru-cache";
import type { Identity } from "../runtime/identity.ts";
import type { EncodedObject, EncodedValue } from "../values/encoded-value.ts";
import { isEncodedObject } from "../values/is-encoded-object.ts";
import { AuthError } from "./auth-error.ts";
import type { AuthProvider } from "./auth-provider.ts";

export interface VerifiedToken {
  readonly identity: Identity;
  readonly token: string;
  readonly expiresMs: number;
}

const LEEWAY_SECONDS = 5;
const REGISTERED_CLAIMS = new Set(["iss", "sub", "aud", "exp", "nbf", "iat", "jti", "fva"]);
const SUPPORTED_ALGORITHMS = new Set(["RS256", "ES256"]);
const keySets = new Map<string, JWTVerifyGetKey>();
/** Recently verified tokens: services repeat theirs with every call. Keyed by key set, as keys may be revoked. */
const verifiedLately = new LRUCache<string, VerifiedToken>({ max: 1_000, ttl: 60_000 });

/**
 * The identity that a token proves, by the first matching provider of `auth.config.ts` (customJwt only).
 * @throws AuthError
 */
export async function verifyToken(token: string, providers: readonly AuthProvider[]): Promise<VerifiedToken> {
  const provider = providerOf(claimsOf(token), providers);
  const algorithm = provider.algorithm ?? "RS256";
  if (provider.type !== "customJwt" || !provider.jwks) {
    throw new AuthError("UnsupportedProvider", "convex-local only supports customJwt providers");
  }
  if (!SUPPORTED_ALGORITHMS.has(algorithm)) {
    throw new AuthError("UnsupportedAlgorithm", `Algorithm ${algorithm} is not RS256 or ES256`);
  }
  const name = `${algorithm} ${provider.jwks} ${token}`;
  const known = verifiedLately.get(name);
  if (known && Date.now() < known.expiresMs) return known;
  try {
    const { payload } = await jwtVerify(token, keySetOf(provider.jwks), {
      algorithms: [algorithm],
      clockTolerance: LEEWAY_SECONDS,
      requiredClaims: ["sub", "iss", "exp"],
    });
    const verified = { identity: identityOf(payload), token, expiresMs: (payload.exp ?? 0) * 1000 };
    verifiedLately.set(name, verified);
    return verified;
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unknown reason";
    throw new AuthError("InvalidAuthHeader", `Could not validate token: ${reason}`);
  }
}

function claimsOf(token: string): JWTPayload {
  try {
    return decodeJwt(token);
  } catch {
    throw new AuthError("InvalidAuthHeader", "Could not parse JWT payload.");
  }
}

function providerOf(claims: JWTPayload, providers: readonly AuthProvider[]): AuthProvider {
  const issuer = claims.iss;
  if (!issuer) {
    throw new AuthError("InvalidAuthHeader", "Missing issuer claim ('iss') in JWT payload.");
  }
  const audiences = [claims.aud ?? []].flat();
  const provider = providers.find(
    (candidate) =>
      normalizedIssuer(candidate.issuer ?? candidate.domain ?? "") === normalizedIssuer(issuer) &&
      (candidate.applicationID == null || audiences.includes(candidate.applicationID)),
  );
  if (!provider) {
    throw new AuthError(
      "NoAuthProvider",
      "No auth provider found matching the given token. Check the issuer and audience in auth.config.ts.",
    );
  }
  return provider;
}

function normalizedIssuer(issuer: string): string {
  return (/^https?:\/\//.test(issuer) ? issuer : `https://${issuer}`).replace(/\/+$/, "");
}

function keySetOf(jwks: string): JWTVerifyGetKey {
  let keySet = keySets.get(jwks);
  if (!keySet) {
    keySet = jwks.startsWith("data:")
      ? createLocalJWKSet(inlineKeys(jwks))
      : createRemoteJWKSet(new URL(jwks), { timeoutDuration: 5_000, cooldownDuration: 1_000 });
    keySets.set(jwks, keySet);
  }
  return keySet;
}

function inlineKeys(url: string): JSONWebKeySet {
  const comma = url.indexOf(",");
  const content = url.slice(comma + 1);
  const text = url.slice(0, comma).endsWith(";base64")
    ? Buffer.from(content, "base64").toString()
    : decodeURIComponent(content);
  // safe because createLocalJWKSet refuses anything that is no key set.
  return JSON.parse(text) as JSONWebKeySet;
}

/** Claims keep their JWT names; nested objects become `a.b` keys. */
function identityOf(payload: JWTPayload): Identity {
  const { iss = "", sub = "" } = payload;
  const claims: EncodedObject = {};
  for (const [name, value] of Object.entries(payload)) {
    // safe because a JWT payload is JSON.
    if (!REGISTERED_CLAIMS.has(name)) flatten(name, value as EncodedValue, claims);
  }
  return { ...claims, tokenIdentifier: `${iss}|${sub}`, issuer: iss, subject: sub };
}

function flatten(name: string, value: EncodedValue, into: EncodedObject): void {
  if (!isEncodedObject(value)) {
    into[name] = value;
    return;
  }
  for (const [key, inner] of Object.entries(value)) flatten(`${name}.${key}`, inner, into);
}
