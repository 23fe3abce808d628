// @vitest-environment node
import type { AccountSession } from "@sendcat/shared-types";
import { describe, expect, it, vi } from "vitest";
import { api } from "./_generated/api.js";
import { authComponent } from "./model/accounts/authComponent.ts";
import { withMail } from "./model/accounts/withMail.fixture.ts";
import { LIMITS } from "./model/platform/limits.ts";

const open = withMail();

describe("another session of the account", () => {
  const devices = async ({ service, signIn }: ReturnType<typeof open>, count: number) => {
    const sessions: AccountSession[] = [];
    for (let device = 0; device < count; device++) sessions.push((await signIn()).session);
    const living = async () => {
      const renewed = await Promise.all(sessions.map(({ sid }) => service.mutation(api.accounts.renew, { sid })));
      return renewed.map((session) => session !== null);
    };
    return { sessions, living };
  };
  const password = "correct horse battery";

  it("ends when a new password is set, except the session that set it", async () => {
    const deployment = open();
    const { service, code, email } = deployment;
    const { sessions, living } = await devices(deployment, 3);
    const set = async (keep: string | null, given: string) =>
      await service.action(api.signIn.setPassword, { email, code: given, password, keep });
    expect(await set(sessions[1]?.id ?? "", "000000")).toMatchObject({ ok: false });
    expect(await living()).toEqual([true, true, true]);
    expect(await set(sessions[1]?.id ?? "", await code(email, "password"))).toEqual({ ok: true });
    expect(await living()).toEqual([false, true, false]);
    // A user who forgot the password has no session to keep.
    expect(await set(null, await code(email, "password"))).toEqual({ ok: true });
    expect(await living()).toEqual([false, false, false]);
  });

  it("ends even if the request names another account's session as the one to keep", async () => {
    const deployment = open();
    const { service, code, email } = deployment;
    const { living } = await devices(deployment, 2);
    const thief = `thief-${crypto.randomUUID()}@sendcat.test`;
    const proof = { email: thief, code: await code(thief) };
    const theirs = await service.action(api.signIn.enter, { proof, guestId: null });
    const args = { email, code: await code(email, "password"), password, keep: theirs.ok ? theirs.session.id : "" };
    expect(await service.action(api.signIn.setPassword, args)).toEqual({ ok: true });
    expect(await living()).toEqual([false, false]);
  });

  it("ends when a passkey is removed: it may be on a lost phone", async () => {
    const deployment = open();
    const { sessions, living } = await devices(deployment, 3);
    const { ownerId, sessionId } = { ownerId: sessions[0]?.standing.userId ?? "", sessionId: sessions[2]?.id ?? "" };
    await deployment.t.run(async ({ db }) => {
      const account = await db.query("accounts").first();
      const key = { publicKey: new ArrayBuffer(4), counter: 0, transports: [], name: "Phone", usedAtMs: null };
      await db.insert("passkeys", { ...key, authUserId: account?.authUserId ?? "", credentialId: "cGhvbmU" });
    });
    const person = deployment.t.withIdentity({ subject: ownerId, kind: "user", plan: "free", session: sessionId });
    expect(await person.mutation(api.passkeys.remove, { id: "bm9ib2R5" })).toMatchObject({ ok: false });
    expect(await living()).toEqual([true, true, true]);
    expect(await person.mutation(api.passkeys.remove, { id: "cGhvbmU" })).toEqual({ ok: true });
    expect(await living()).toEqual([false, false, true]);
  });

  it("ends on any number of devices", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    const deployment = open();
    const { service, t } = deployment;
    const { sessions, living } = await devices(deployment, 1);
    const model = "session" as const;
    const paginationOpts = { cursor: null, numItems: 1_000 };
    const all = async () => (await t.query(authComponent.adapter.findMany, { model, paginationOpts })).page;
    const [{ _id: _, _creationTime: __, ...session }] = await all();
    for (let more = 0; more < LIMITS.sessionsEnded; more++)
      await t.mutation(authComponent.adapter.create, {
        input: { model, data: { ...session, token: `thief-${more}` } },
      });
    expect(await all()).toHaveLength(LIMITS.sessionsEnded + 1);
    await service.mutation(api.accounts.signOut, { sid: sessions[0]?.sid ?? "", everywhere: true });
    await t.finishAllScheduledFunctions(vi.runAllTimers);
    expect([await living(), await all()]).toEqual([[false], []]);
  });
});
