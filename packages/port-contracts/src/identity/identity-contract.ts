import { describe, expect, it } from "vitest";
import { shortHash, type Grantee, type Identity } from "@sendcat/shared-types";

const NEW: Grantee = { kind: "guest", userId: null, proven: false };
const UNAUTHENTICATED = { ok: false, refusal: { code: "unauthenticated" } };
/** Longer than any access token is valid, and shorter than any session. */
const TOKEN_LIFE_MS = 2 * 3_600_000;
const SESSION_LIFE_MS = 40 * 86_400_000;

/** The tests that every Identity must pass. `open` is called once per test; `now` is its clock, Unix milliseconds. */
export function identityContract(name: string, open: (now: () => number) => Promise<Identity>): void {
  describe(`Identity: ${name}`, () => {
    const setUp = async () => {
      let nowMs = Date.now();
      const identity = await open(() => nowMs);
      const id = crypto.randomUUID();
      const account: Grantee = {
        kind: "user",
        session: {
          sid: `sid-${id}`,
          id: `id-${id}`,
          email: "ana@sendcat.test",
          standing: { userId: `user:${id}`, plan: "plus", role: "operator" },
        },
      };
      return { identity, account, id, later: (ms: number) => void (nowMs += ms), nowMs: () => nowMs };
    };

    it("gives each guest a token for a name of their own, and the same name each time", async () => {
      const { identity } = await setUp();
      const [one, other] = [await identity.grant(NEW), await identity.grant(NEW)];
      const { userId } = one.principal;
      expect(other.principal.userId).not.toBe(userId);
      expect(await identity.verify(one.accessToken)).toEqual({ ok: true, principal: one.principal });
      expect(one.principal).toMatchObject({ kind: "guest", plan: "guest", role: "user", token: one.accessToken });
      expect(await identity.recognise(one.sessionToken)).toEqual({ userId, proven: false, sid: null });
      expect((await identity.grant({ kind: "guest", userId, proven: false })).principal.userId).toBe(userId);
    });

    it("remembers a guest's proof of work until the session ends", async () => {
      const { identity } = await setUp();
      const grant = await identity.grant({ kind: "guest", userId: null, proven: true });
      expect(await identity.verify(grant.accessToken)).toMatchObject({ principal: { proven: true } });
      expect(await identity.recognise(grant.sessionToken)).toMatchObject({ proven: true });
      const { accessToken } = await identity.grant(NEW);
      expect(await identity.verify(accessToken)).toMatchObject({ principal: { proven: false } });
    });

    it("remembers on a guest's device which account it was signed in to, and says so to no page", async () => {
      const { identity } = await setUp();
      const grant = await identity.grant({ kind: "guest", userId: null, proven: false, knows: "hash-of-an-address" });
      expect(await identity.recognise(grant.sessionToken)).toMatchObject({ sid: null, knows: "hash-of-an-address" });
      expect(JSON.stringify(await identity.verify(grant.accessToken))).not.toContain("hash-of-an-address");
    });

    it("gives an account its plan and role, and a session with a sid", async () => {
      const { identity, account, id } = await setUp();
      const grant = await identity.grant(account);
      expect(await identity.verify(grant.accessToken)).toMatchObject({
        ok: true,
        principal: {
          userId: `user:${id}`,
          kind: "user",
          plan: "plus",
          role: "operator",
          proven: true,
          sessionId: `id-${id}`,
        },
      });
      const knows = await shortHash("ana@sendcat.test");
      const recognised = { userId: `user:${id}`, proven: true, sid: `sid-${id}`, knows };
      expect(await identity.recognise(grant.sessionToken)).toEqual(recognised);
      // Pages must not be able to read the session's token.
      expect(JSON.stringify(await identity.verify(grant.accessToken))).not.toContain(`sid-${id}`);
    });

    it("refuses an expired token, even one that was accepted before", async () => {
      const { identity, account, later, nowMs } = await setUp();
      const grants = [await identity.grant(NEW), await identity.grant(account)];
      for (const { accessToken, principal, sessionExpiresAtMs } of grants) {
        expect(await identity.verify(accessToken)).toMatchObject({ ok: true });
        expect(principal.expiresAtMs).toBeLessThanOrEqual(nowMs() + TOKEN_LIFE_MS);
        expect(sessionExpiresAtMs).toBeGreaterThan(principal.expiresAtMs);
      }
      later(TOKEN_LIFE_MS);
      for (const { accessToken, sessionToken } of grants) {
        expect(await identity.verify(accessToken)).toMatchObject(UNAUTHENTICATED);
        expect(await identity.recognise(sessionToken)).not.toBeNull();
      }
      later(SESSION_LIFE_MS);
      for (const { sessionToken } of grants) expect(await identity.recognise(sessionToken)).toBeNull();
    });

    it("refuses a session token as an access token, and the reverse", async () => {
      const { identity, account } = await setUp();
      for (const grantee of [NEW, account]) {
        const grant = await identity.grant(grantee);
        expect(await identity.verify(grant.sessionToken)).toMatchObject(UNAUTHENTICATED);
        expect(await identity.recognise(grant.accessToken)).toBeNull();
      }
    });

    it("refuses every text that is not a token", async () => {
      const { identity } = await setUp();
      const { accessToken, sessionToken } = await identity.grant(NEW);
      for (const token of ["", "a.b.c", `${accessToken}.AAAA`, `${"x".repeat(10_000)}.y.z`])
        expect(await identity.verify(token)).toMatchObject(UNAUTHENTICATED);
      for (const token of ["", "a.b.c", `${sessionToken}.AAAA`]) expect(await identity.recognise(token)).toBeNull();
    });

    it("refuses the service's token from a client, and reuses that token until it is renewed", async () => {
      const { identity, later } = await setUp();
      const token = await identity.serviceToken();
      expect(await identity.serviceToken()).toBe(token);
      expect(await identity.verify(token)).toMatchObject({ ok: false, refusal: { code: "forbidden" } });
      expect(await identity.recognise(token)).toBeNull();
      later(86_400_000);
      expect(await identity.verify(await identity.serviceToken())).toMatchObject({ refusal: { code: "forbidden" } });
    });

    it("publishes keys without their secret part", async () => {
      const { identity } = await setUp();
      for (const key of (await identity.jwks()).keys) expect(key).not.toHaveProperty("d");
    });
  });
}
