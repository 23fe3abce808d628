import { createHmac, randomUUID } from "node:crypto";
import { ACCESS_AUDIENCE, SERVICE_SUBJECT, SESSION_AUDIENCE } from "@sendcat/shared-types";
import {
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  type JWK,
  type JWTHeaderParameters,
  type JWTPayload,
} from "jose";
import { expect } from "vitest";
import type { Attempt } from "./attempt.ts";
import { callCore, newAccount, newAddress, newGuest, send, sessionOf, type Person, type Target } from "./target.ts";

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** The claims of a guest's token, with changes. */
function claimsOf(target: Target, userId: string, changes: JWTPayload = {}): JWTPayload {
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const times = { iat: nowSeconds, exp: nowSeconds + 600 };
  return { sub: userId, kind: "guest", plan: "guest", iss: target.web, aud: ACCESS_AUDIENCE, ...times, ...changes };
}

/** A token that only somebody with the service's own key could make. */
async function genuine(target: Target, claims: JWTPayload): Promise<string> {
  // safe because the stack made this text as a JWK
  const jwk = JSON.parse(target.signingKey) as JWK;
  return await signed(await importJWK(jwk, "ES256"), { alg: "ES256", kid: jwk.kid ?? "" }, claims);
}

async function signed(
  key: Parameters<SignJWT["sign"]>[0],
  header: JWTHeaderParameters,
  claims: JWTPayload,
): Promise<string> {
  return await new SignJWT(claims).setProtectedHeader({ typ: "JWT", ...header }).sign(key);
}

/** Neither the gateway nor the core takes the token. */
async function expectRefused(target: Target, token: string): Promise<void> {
  for (const path of ["/api/quota", "/api/threads", "/api/ops/snapshot"])
    expect((await send(target, path, { token })).status, `${path} ${token}`).toBeOneOf([401, 403]);
  for (const path of ["people:erasing", "operations:queues", "operations:history"])
    expect((await callCore(target, path, { token, args: {} })).ok, `${path} ${token}`).toBe(false);
}

async function publicKeyOf(target: Target): Promise<JWK> {
  // safe because another shape fails the attempt
  const { keys } = JSON.parse((await send(target, "/.well-known/jwks.json")).text) as { keys: JWK[] };
  return keys[0] ?? expect.fail("no key");
}

const asUser = (person: Person) => ({ token: person.token });

export const TOKEN_ATTEMPTS: readonly Attempt[] = [
  {
    title: "an unsigned token (alg none, in several spellings)",
    async run(target) {
      const { userId } = await newGuest(target);
      for (const alg of ["none", "None", "NONE", ""])
        for (const signature of ["", "AA"])
          await expectRefused(
            target,
            `${base64({ alg, typ: "JWT" })}.${base64(claimsOf(target, userId))}.${signature}`,
          );
    },
  },
  {
    title: "a token signed with the public key as an HMAC secret",
    async run(target) {
      const { userId } = await newGuest(target);
      const jwk = await publicKeyOf(target);
      for (const secret of [JSON.stringify(jwk), jwk.x ?? "", ""]) {
        const head = `${base64({ alg: "HS256", typ: "JWT", kid: jwk.kid })}.${base64(claimsOf(target, userId))}`;
        await expectRefused(target, `${head}.${createHmac("sha256", secret).update(head).digest("base64url")}`);
      }
    },
  },
  {
    title: "a token signed with a key of the attacker's, under our key id and with the key in the header",
    async run(target) {
      const { userId } = await newGuest(target);
      const { kid = "" } = await publicKeyOf(target);
      const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
      const jwk = await exportJWK(publicKey);
      const jku = "https://evil.example.net/jwks.json";
      for (const header of [{ kid }, { kid, jwk }, { kid, jku }, { kid: "../../dev/null" }])
        await expectRefused(target, await signed(privateKey, { alg: "ES256", ...header }, claimsOf(target, userId)));
    },
  },
  {
    title: "a genuine signature over an expired or foreign token, or over claims that we do not issue",
    async run(target) {
      const { userId } = await newGuest(target);
      const long = Math.floor(Date.now() / 1_000) - 3_600;
      const odd: readonly JWTPayload[] = [
        { exp: long },
        { iss: "https://evil.example.net" },
        { aud: SESSION_AUDIENCE },
        { aud: "other" },
        { kind: "service" },
        { sub: SERVICE_SUBJECT, kind: "user", plan: "pro", role: "operator" },
        { kind: "guest", role: "operator" },
        { kind: "admin" },
        { plan: "__proto__" },
        { plan: "gold" },
      ];
      for (const changes of odd) await expectRefused(target, await genuine(target, claimsOf(target, userId, changes)));
    },
  },
  {
    title: "a signature that was moved to other claims",
    async run(target) {
      const [one, other] = [await newGuest(target), await newGuest(target)];
      const [head, , signature] = one.token.split(".");
      await expectRefused(target, `${head}.${other.token.split(".")[1]}.${signature}`);
      await expectRefused(
        target,
        `${head}.${base64(claimsOf(target, one.userId, { kind: "user", plan: "pro" }))}.${signature}`,
      );
      await expectRefused(target, `${one.token}.${signature}`);
      await expectRefused(target, one.token.slice(0, -8));
    },
  },
  {
    title: "a session token in the place of an access token, and the other way round",
    async run(target) {
      const { token, sessionToken, userId } = await newGuest(target);
      await expectRefused(target, sessionToken);
      const asSession = await sessionOf(target, { from: newAddress(), sessionToken: token });
      expect(asSession.userId).not.toBe(userId);
    },
  },
  {
    title: "the gateway's own token, sent to the gateway as if it were a user's",
    async run(target) {
      const service = await genuine(target, claimsOf(target, SERVICE_SUBJECT, { kind: "service" }));
      for (const path of ["/api/quota", "/api/threads", "/api/ops/snapshot"])
        expect((await send(target, path, { token: service })).status).toBe(403);
      expect((await callCore(target, "webhooks:deadLetters", { token: service, args: PAGE })).ok).toBe(false);
      const renamed = await callCore(target, "threads:rename", {
        token: service,
        args: { threadId: randomUUID(), title: "x" },
      });
      expect(renamed.ok).toBe(false);
    },
  },
  {
    title: "a token in every place where a token must not be read",
    async run(target) {
      const { token } = await newGuest(target);
      for (const path of [
        `/api/quota?access_token=${token}`,
        `/api/quota?token=${token}`,
        `/api/quota?authorization=Bearer%20${token}`,
      ])
        expect((await send(target, path)).status).toBe(401);
      const headers: readonly Record<string, string>[] = [
        { cookie: `sendcat_session=${token}; token=${token}` },
        { "x-authorization": `Bearer ${token}` },
        { "x-vercel-authorization": `Bearer ${token}` },
        { authorization: `Basic ${token}` },
        { authorization: token },
        { authorization: `Bearer ${token} ${token}` },
        { authorization: `Bearer ${"a".repeat(5_000)}` },
      ];
      for (const one of headers) expect((await send(target, "/api/quota", { headers: one })).status).toBe(401);
    },
  },
  {
    title: "an account's session cookie on any route but the one that reads it",
    async run(target) {
      const { sessionToken } = await newAccount(target);
      const headers = { cookie: `sendcat_session=${sessionToken}; __Host-sendcat_session=${sessionToken}` };
      for (const path of ["/api/quota", "/api/threads", "/api/ops/snapshot"])
        expect((await send(target, path, { headers })).status).toBe(401);
      expect((await send(target, "/api/attachments", { method: "POST", headers, body: "GIF89a" })).status).toBeOneOf([
        401, 403, 415,
      ]);
    },
  },
  {
    title: "an operator's routes and functions with the tokens of a guest and of an account",
    async run(target) {
      for (const person of [await newGuest(target), await newAccount(target)]) {
        for (const path of ["/api/ops/metrics", "/api/ops/snapshot"])
          expect((await send(target, path, asUser(person))).status).toBe(403);
        const control = { ...asUser(person), body: { action: "kill-switch", on: true } };
        expect((await send(target, "/api/ops/controls", control)).status).toBeOneOf([400, 403]);
        for (const path of ["operations:history", "webhooks:deadLetters"])
          expect((await callCore(target, path, { ...asUser(person), args: PAGE })).ok).toBe(false);
        const replay = { ...asUser(person), args: { source: "stripe", eventId: "evt_1" } };
        expect((await callCore(target, "webhooks:replay", replay)).ok).toBe(false);
      }
    },
  },
];

const PAGE = { paginationOpts: { numItems: 5, cursor: null } };
