import { SERVICE_SUBJECT } from "@sendcat/shared-types";
import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify, type JSONWebKeySet } from "jose";
import { describe, expect, it } from "vitest";
import { createIdentity } from "./create-identity.ts";

async function newKey(): Promise<string> {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  return JSON.stringify({ ...(await exportJWK(privateKey)), kid: "test" });
}

const issuer = "https://sendcat.test";

describe("identity", () => {
  it("lets a guest in with the token it granted, under the same name each time", async () => {
    const identity = createIdentity({ signingKey: await newKey(), issuer });
    const grant = await identity.grant(null);
    expect(grant.principal.userId).toMatch(/^guest:[0-9a-f-]{36}$/);
    const verified = await identity.verify(grant.accessToken);
    expect(verified).toMatchObject({ ok: true, principal: { userId: grant.principal.userId, plan: "guest" } });
    expect(await identity.recognise(grant.sessionToken)).toBe(grant.principal.userId);
    expect((await identity.grant(grant.principal.userId)).principal.userId).toBe(grant.principal.userId);
  });

  it("refuses an expired, a forged, a foreign and a mangled token", async () => {
    let nowMs = Date.now();
    const signingKey = await newKey();
    const identity = createIdentity({ signingKey, issuer, now: () => nowMs });
    const forger = createIdentity({ signingKey: await newKey(), issuer });
    const elsewhere = createIdentity({ signingKey, issuer: "https://elsewhere.test" });
    const { accessToken } = await identity.grant(null);
    const forged = (await forger.grant(null)).accessToken;
    const foreign = (await elsewhere.grant(null)).accessToken;
    for (const token of [forged, foreign, `${accessToken.slice(0, -4)}AAAA`, "", "a.b.c"]) {
      expect(await identity.verify(token)).toMatchObject({ ok: false, refusal: { code: "unauthenticated" } });
    }
    nowMs += 3_600_000 + 6_000;
    expect(await identity.verify(accessToken)).toMatchObject({ ok: false });
  });

  it("does not take a session token for an access token, nor the reverse", async () => {
    const identity = createIdentity({ signingKey: await newKey(), issuer });
    const grant = await identity.grant(null);
    expect(await identity.verify(grant.sessionToken)).toMatchObject({ ok: false });
    expect(await identity.recognise(grant.accessToken)).toBeNull();
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
