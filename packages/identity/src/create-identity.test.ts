import { identityContract } from "@sendcat/port-contracts";
import { SERVICE_SUBJECT, shortHash } from "@sendcat/shared-types";
import { createLocalJWKSet, exportJWK, generateKeyPair, importJWK, jwtVerify, SignJWT, type JSONWebKeySet } from "jose";
import { describe, expect, it } from "vitest";
import { createIdentity } from "./create-identity.ts";

async function newKey(): Promise<string> {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  return JSON.stringify({ ...(await exportJWK(privateKey)), kid: "test" });
}

async function signed(signingKey: string, claims: Readonly<Record<string, unknown>>): Promise<string> {
  return await new SignJWT(claims)
    .setProtectedHeader({ alg: "ES256", kid: "test" })
    .setIssuer(issuer)
    .setAudience("sendcat")
    .setSubject("user-of-a-test")
    .setExpirationTime("5 minutes")
    .sign(await importJWK(JSON.parse(signingKey), "ES256"));
}

const issuer = "https://sendcat.test";
const NEW = { kind: "guest", userId: null, proven: false } as const;
const ACCOUNT = {
  kind: "user",
  session: {
    sid: "s-1",
    id: "id-1",
    email: "ana@sendcat.test",
    standing: { userId: "user:1", plan: "plus", role: "operator" },
  },
} as const;

identityContract("signed tokens", async (now) => createIdentity({ signingKey: await newKey(), issuer, now }));

describe("identity", () => {
  it("accepts the token it granted to a guest, under the same name each time", async () => {
    const identity = createIdentity({ signingKey: await newKey(), issuer });
    const grant = await identity.grant(NEW);
    expect(grant.principal.userId).toMatch(/^guest:[0-9a-f-]{36}$/);
    const verified = await identity.verify(grant.accessToken);
    expect(verified).toMatchObject({ ok: true, principal: { userId: grant.principal.userId, plan: "guest" } });
    const { userId } = grant.principal;
    expect(await identity.recognise(grant.sessionToken)).toEqual({ userId, proven: false, sid: null });
    expect((await identity.grant({ kind: "guest", userId, proven: false })).principal.userId).toBe(userId);
  });

  it("gives an account its plan and role, for a shorter time than a guest, and a session that knows neither", async () => {
    const identity = createIdentity({ signingKey: await newKey(), issuer });
    const [account, guest] = await Promise.all([identity.grant(ACCOUNT), identity.grant(NEW)]);
    expect(await identity.verify(account.accessToken)).toMatchObject({
      principal: { userId: "user:1", kind: "user", plan: "plus", role: "operator", proven: true, sessionId: "id-1" },
    });
    expect(account.principal.expiresAtMs).toBeLessThan(guest.principal.expiresAtMs);
    expect(await identity.recognise(account.sessionToken)).toEqual({
      userId: "user:1",
      proven: true,
      sid: "s-1",
      knows: await shortHash("ana@sendcat.test"),
    });
    const said = atob(account.sessionToken.split(".")[1] ?? "") + atob(account.accessToken.split(".")[1] ?? "");
    expect(said).not.toContain("ana@");
    // Only the session token, which the page cannot read, holds the session's id.
    expect(atob(account.accessToken.split(".")[1] ?? "")).not.toContain("s-1");
    expect(await identity.verify(guest.accessToken)).not.toHaveProperty("principal.sessionId");
  });

  it("refuses an expired, a forged, a foreign and a mangled token", async () => {
    let nowMs = Date.now();
    const signingKey = await newKey();
    const identity = createIdentity({ signingKey, issuer, now: () => nowMs });
    const forger = createIdentity({ signingKey: await newKey(), issuer });
    const elsewhere = createIdentity({ signingKey, issuer: "https://elsewhere.test" });
    const { accessToken } = await identity.grant(NEW);
    const forged = (await forger.grant(NEW)).accessToken;
    const foreign = (await elsewhere.grant(NEW)).accessToken;
    for (const token of [forged, foreign, `${accessToken.slice(0, -4)}AAAA`, "", "a.b.c"]) {
      expect(await identity.verify(token)).toMatchObject({ ok: false, refusal: { code: "unauthenticated" } });
    }
    nowMs += 3_600_000 + 6_000;
    expect(await identity.verify(accessToken)).toMatchObject({ ok: false });
  });

  it("recognizes an operator by the claim, and only with an account", async () => {
    const signingKey = await newKey();
    const identity = createIdentity({ signingKey, issuer });
    const roleOf = async (claims: { kind: string; role?: unknown }) => {
      const verified = await identity.verify(await signed(signingKey, { plan: "pro", ...claims }));
      return verified.ok ? verified.principal.role : verified.refusal.code;
    };
    expect(await roleOf({ kind: "user", role: "operator" })).toBe("operator");
    expect(await roleOf({ kind: "user", role: "user" })).toBe("user");
    expect(await roleOf({ kind: "user" })).toBe("user");
    expect(await roleOf({ kind: "guest", role: "operator" })).toBe("unauthenticated");
    for (const role of ["root", "", 1, null]) expect(await roleOf({ kind: "user", role })).toBe("unauthenticated");
  });

  it("serves public keys that verify its tokens and hold no secret", async () => {
    const identity = createIdentity({ signingKey: await newKey(), issuer });
    const jwks = await identity.jwks();
    expect(jwks.keys[0]).not.toHaveProperty("d");
    // safe because the shape is checked by the verification that follows
    const keys = createLocalJWKSet(jwks as unknown as JSONWebKeySet);
    const { payload } = await jwtVerify(await identity.serviceToken(), keys, { issuer, audience: "sendcat" });
    expect(payload.sub).toBe(SERVICE_SUBJECT);
  });

  it("says what is wrong with a bad signing key without quoting it", async () => {
    const secret = "c2VjcmV0";
    expect(() => createIdentity({ signingKey: `{"kty":"EC","d":"${secret}"}`, issuer })).toThrow(/P-256 JWK/);
    expect(() => createIdentity({ signingKey: secret, issuer })).toThrow(/not JSON/);
  });
});
