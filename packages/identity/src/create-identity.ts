import { ACCESS_AUDIENCE, SERVICE_SUBJECT, SESSION_AUDIENCE, shortHash } from "@sendcat/shared-types";
import type { Grantee, Identity, Principal } from "@sendcat/shared-types";
import { importJWK, jwtVerify, SignJWT, type JWTPayload } from "jose";
import { LRUCache } from "lru-cache";
import { principalFromClaims } from "./principal-from-claims.ts";
import { parseSigningKey } from "./signing-key.ts";

const ALGORITHM = "ES256";
const SERVICE_TOKEN_SECONDS = 300;
/** Clocks of two hosts may differ by this much. */
const CLOCK_TOLERANCE_SECONDS = 5;
/** Number of verified tokens to cache: a user sends many turns with one token. About 1.5 KB each. */
const MAX_VERIFIED = 4_096;

export interface IdentityOptions {
  /** Private ES256 JWK as JSON text, `kid` included. */
  readonly signingKey: string;
  /** `iss` of every token, e.g. `https://sendcat.example`. */
  readonly issuer: string;
  readonly accessTokenSeconds?: number;
  /** Life of an account's token: for this long it still works after the plan changed or the account was signed out elsewhere. */
  readonly accountTokenSeconds?: number;
  readonly sessionTokenSeconds?: number;
  readonly now?: () => number;
  readonly newId?: () => string;
}

/**
 * Sessions without a database: ES256 tokens, verified with the local key.
 * Throws a SendcatError `internal` when the signing key is not a usable private JWK.
 */
export function createIdentity(options: IdentityOptions): Identity {
  const { issuer, accessTokenSeconds = 3_600, accountTokenSeconds = 900 } = options;
  const { sessionTokenSeconds = 30 * 86_400 } = options;
  const now = options.now ?? Date.now;
  const newId = options.newId ?? (() => crypto.randomUUID());
  const { privateJwk, publicJwk, kid } = parseSigningKey(options.signingKey);
  const privateKey = importJWK(privateJwk, ALGORITHM);
  const publicKey = importJWK(publicJwk, ALGORITHM);
  // The rejection reaches the first code that awaits the key; until then it must not count as unhandled.
  privateKey.catch(() => undefined);
  publicKey.catch(() => undefined);

  async function sign(claims: JWTPayload, audience: string, seconds: number): Promise<string> {
    const issuedAt = Math.floor(now() / 1000);
    return new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, kid, typ: "JWT" })
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + seconds)
      .sign(await privateKey);
  }

  async function claimsOf(token: string, audience: string): Promise<JWTPayload | null> {
    try {
      const { payload } = await jwtVerify(token, await publicKey, {
        algorithms: [ALGORITHM],
        issuer,
        audience,
        requiredClaims: ["sub", "exp"],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: new Date(now()),
      });
      return payload;
    } catch {
      return null;
    }
  }

  const verified = new LRUCache<string, Principal>({ max: MAX_VERIFIED });
  let service: { token: string; renewAtMs: number } | null = null;

  return {
    async verify(accessToken) {
      const known = verified.get(accessToken);
      if (known && known.expiresAtMs + CLOCK_TOLERANCE_SECONDS * 1_000 > now()) return { ok: true, principal: known };
      const claims = await claimsOf(accessToken, ACCESS_AUDIENCE);
      if (claims?.["kind"] === "service") return { ok: false, refusal: { code: "forbidden" } };
      const principal = claims && principalFromClaims(claims, accessToken);
      if (!principal) return { ok: false, refusal: { code: "unauthenticated" } };
      verified.set(accessToken, principal);
      return { ok: true, principal };
    },
    async recognise(sessionToken) {
      const claims = await claimsOf(sessionToken, SESSION_AUDIENCE);
      if (!claims?.sub) return null;
      const { sid, proven, knows } = claims;
      const isAccount = typeof sid === "string";
      const recognised = { userId: claims.sub, proven: isAccount || proven === true, sid: isAccount ? sid : null };
      return typeof knows === "string" ? { ...recognised, knows } : recognised;
    },
    async grant(grantee) {
      const { claims, sessionClaims } = await claimsFor(grantee, newId);
      const seconds = claims.kind === "user" ? accountTokenSeconds : accessTokenSeconds;
      const [accessToken, sessionToken] = await Promise.all([
        sign({ ...claims }, ACCESS_AUDIENCE, seconds),
        sign(sessionClaims, SESSION_AUDIENCE, sessionTokenSeconds),
      ]);
      const issuedAtMs = Math.floor(now() / 1000) * 1000;
      const principal: Principal = {
        userId: claims.sub,
        kind: claims.kind,
        plan: claims.plan,
        role: claims.role ?? "user",
        proven: claims.kind === "user" || claims.proven === true,
        ...(claims.session === undefined ? {} : { sessionId: claims.session }),
        expiresAtMs: issuedAtMs + seconds * 1000,
        token: accessToken,
      };
      return { accessToken, principal, sessionToken, sessionExpiresAtMs: issuedAtMs + sessionTokenSeconds * 1000 };
    },
    async serviceToken() {
      if (!service || now() >= service.renewAtMs) {
        const token = await sign({ sub: SERVICE_SUBJECT, kind: "service" }, ACCESS_AUDIENCE, SERVICE_TOKEN_SECONDS);
        service = { token, renewAtMs: now() + (SERVICE_TOKEN_SECONDS / 2) * 1000 };
      }
      return service.token;
    },
    async jwks() {
      await publicKey;
      return { keys: [{ ...publicJwk, kid, alg: ALGORITHM, use: "sig" }] };
    },
  };
}

interface Claims {
  readonly sub: string;
  readonly kind: Principal["kind"];
  readonly plan: Principal["plan"];
  readonly role?: Principal["role"];
  readonly proven?: boolean;
  readonly session?: string;
}

/** The claims signed for a guest or an account. An account's session token holds no plan: each renewal asks for it. */
async function claimsFor(
  grantee: Grantee,
  newId: () => string,
): Promise<{ claims: Claims; sessionClaims: JWTPayload }> {
  if (grantee.kind === "user") {
    const { sid, id: session, standing, email } = grantee.session;
    const { userId: sub, plan, role } = standing;
    return {
      claims: { sub, kind: "user", plan, role, session },
      sessionClaims: { sub, sid, knows: await shortHash(email) },
    };
  }
  const sub = grantee.userId ?? `guest:${newId()}`;
  const proof = grantee.proven ? { proven: true } : {};
  const knows = grantee.knows === undefined ? {} : { knows: grantee.knows };
  return { claims: { sub, kind: "guest", plan: "guest", ...proof }, sessionClaims: { sub, ...proof, ...knows } };
}
