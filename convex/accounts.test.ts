// @vitest-environment node
import type { ResendSimulator } from "@sendcat/local-simulators/resend";
import { describe, expect, it, vi } from "vitest";
import { api, internal } from "./_generated/api.js";
import { authComponent } from "./model/accounts/authComponent.ts";
import { withMail } from "./model/accounts/withMail.fixture.ts";
import { beginArgs, converse, ending, finishArgs, firstPage } from "./model/platform/deployment.fixture.ts";
import schema from "./schema.ts";

let mail: ResendSimulator;
const open = withMail((simulator) => (mail = simulator));

describe("signing in", () => {
  it("opens an account with the first correct code, and finds it with the next", async () => {
    const { signIn, service, email } = open();
    const first = await signIn();
    expect(first.session).toMatchObject({ email, standing: { plan: "free", role: "user" } });
    const second = await signIn();
    expect(second.session.standing).toEqual(first.session.standing);
    expect(second.session.sid).not.toBe(first.session.sid);
    expect(await service.mutation(api.accounts.renew, { sid: first.session.sid })).toEqual(first.session);
    expect(await service.mutation(api.accounts.renew, { sid: "nobody's" })).toBeNull();
  });

  it("accepts a code once, for its own address, within five tries", async () => {
    const { service, code, email } = open();
    const enter = async (given: string, to = email) =>
      await service.action(api.signIn.enter, { proof: { email: to, code: given }, guestId: null });
    const right = await code();
    const refused = { ok: false, refusal: { code: "forbidden", scope: "account.code" } };
    expect(await enter(right, "someone-else@sendcat.test")).toMatchObject(refused);
    expect(await enter(right)).toMatchObject({ ok: true });
    expect(await enter(right)).toMatchObject(refused);
    const next = await code();
    const wrong = next === "000000" ? "000001" : "000000";
    for (let tries = 0; tries < 5; tries++) expect(await enter(wrong)).toMatchObject(refused);
    expect(await enter(next)).toMatchObject(refused);
  });

  it("accepts a password once one was set with a code, and never says whether the address or the password is wrong", async () => {
    const { service, signIn, code, email } = open();
    const enter = async (password: string, to = email) =>
      await service.action(api.signIn.enter, { proof: { email: to, password }, guestId: null });
    await signIn();
    const refused = [await enter("correct horse"), await enter("correct horse", "nobody@sendcat.test")];
    expect(refused[0]).toEqual(refused[1]);
    const set = async (given: string, password: string) =>
      await service.action(api.signIn.setPassword, { email, code: given, password });
    const letter = await code(email, "password");
    expect(await set(letter, "short")).toMatchObject({ refusal: { code: "invalid_request" } });
    expect(await set("000000", "correct horse")).toMatchObject({ refusal: { scope: "account.code" } });
    expect(await set(letter, "correct horse")).toEqual({ ok: true });
    expect(await enter("correct horse")).toMatchObject({ ok: true, session: { email } });
    expect(await enter("wrong horse")).toEqual(refused[0]);
  });

  it("answers a password request the same way for an address without an account, and sends no code", async () => {
    const { service, email, codeIn } = open();
    expect(await service.action(api.signIn.sendCode, { email, purpose: "password" })).toEqual({ ok: true });
    expect(codeIn(email)).not.toMatch(/^\d/);
  });

  it("ends one session, or all of them", async () => {
    const { service, signIn } = open();
    const sids: string[] = [];
    for (let device = 0; device < 3; device++) sids.push((await signIn()).session.sid);
    const living = async () => {
      const sessions = await Promise.all(sids.map((sid) => service.mutation(api.accounts.renew, { sid })));
      return sessions.map((session) => session !== null);
    };
    await service.mutation(api.accounts.signOut, { sid: sids[0] ?? "", everywhere: false });
    expect(await living()).toEqual([false, true, true]);
    await service.mutation(api.accounts.signOut, { sid: sids[1] ?? "", everywhere: true });
    expect(await living()).toEqual([false, false, false]);
  });

  it("says so when no email could be sent", async () => {
    const { service, email } = open();
    vi.stubEnv("RESEND_BASE_URL", "http://127.0.0.1:9");
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const result = await service.action(api.signIn.sendCode, { email, purpose: "sign-in" });
    expect(result).toMatchObject({ ok: false, refusal: { code: "capacity_saturated", scope: "mail" } });
    vi.stubEnv("RESEND_BASE_URL", mail.origin);
    log.mockRestore();
  });
});

describe("a guest who signs in", () => {
  it("gives the account the guest's user id: threads and the running answer belong to it without being moved", async () => {
    const { service, signIn, as } = open();
    const threadId = crypto.randomUUID();
    await converse(service, { threadId, text: "hello" });
    const { turnId } = await converse(service, { threadId, text: "more", answer: null });
    const { session, carriedFrom } = await signIn("guest:ana");
    expect([session.standing.userId, carriedFrom]).toEqual(["guest:ana", null]);
    const finish = await service.mutation(api.turns.finish, finishArgs(ending(turnId, "the rest")));
    expect(finish).toEqual({ applied: true });
    const { page } = await as("guest:ana").query(api.messages.list, { threadId, paginationOpts: firstPage });
    expect(page).toHaveLength(4);
  });

  it("stops the guest's own tokens", async () => {
    const { service, signIn, as } = open();
    await converse(service, { threadId: crypto.randomUUID(), text: "hello" });
    await signIn("guest:ana");
    const guest = as("guest:ana", "guest");
    // Open pages may still read for a moment, until they have the account's token.
    const seen = async () => (await guest.query(api.threads.list, { paginationOpts: firstPage })).page.length;
    expect(await seen()).toBe(1);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
    expect(await seen()).toBe(0);
    await expect(guest.mutation(api.people.erase, {})).rejects.toThrow("unauthenticated");
    const begun = await service.mutation(api.turns.begin, beginArgs({}));
    expect(begun).toMatchObject({ ok: false, refusal: { code: "unauthenticated", scope: "person.signed_in" } });
  });

  it("shows the account's conversations to nobody who holds a token of that guest", async () => {
    const { service, signIn, as } = open();
    await converse(service, { threadId: crypto.randomUUID(), text: "hello" });
    await signIn("guest:ana");
    const threadId = crypto.randomUUID();
    await converse(service, { threadId, text: "a secret", plan: "free" });
    const seen = async (plan: "guest" | "free") => [
      (await as("guest:ana", plan).query(api.threads.list, { paginationOpts: firstPage })).page.length,
      (await as("guest:ana", plan).query(api.messages.list, { threadId, paginationOpts: firstPage })).page.length,
    ];
    expect(await seen("free")).toEqual([2, 2]);
    expect(await seen("guest")).toEqual([0, 0]);
    expect(await service.query(api.accounts.hasSignedIn, { guestId: "guest:ana" })).toBe(true);
    expect(await service.query(api.accounts.hasSignedIn, { guestId: "guest:ben" })).toBe(false);
  });

  it("moves everything to an existing account, in bounded steps, once", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "Date"] });
    const { t, service, signIn, as } = open();
    const account = (await signIn()).session.standing.userId;
    const threadIds = [crypto.randomUUID(), crypto.randomUUID()];
    for (const [n, threadId] of threadIds.entries())
      for (let turn = 0; turn < 60 * n + 1; turn++) await converse(service, { threadId, text: `question ${turn}` });
    await as("guest:ana", "guest").mutation(api.shares.create, {
      threadId: threadIds[0] ?? "",
      shareId: crypto.randomUUID(),
    });
    expect((await signIn("guest:ana")).carriedFrom).toBe("guest:ana");
    expect((await signIn("guest:ana")).carriedFrom).toBeNull();
    await t.finishAllScheduledFunctions(vi.runAllTimers);
    const rows = await t.run(async ({ db }) => {
      // safe because these are the schema's own names
      const tables = Object.keys(schema.tables) as (keyof typeof schema.tables)[];
      return await Promise.all(tables.map(async (table) => [table, await db.query(table).collect()] as const));
    });
    const left = rows.filter(([table, all]) => table !== "users" && JSON.stringify(all).includes("guest:ana"));
    expect(left.map(([table]) => table)).toEqual([]);
    const owners = new Set(rows.flatMap(([, all]) => all.flatMap((row) => ("ownerId" in row ? [row.ownerId] : []))));
    expect([...owners]).toEqual([account]);
    const { page } = await as(account).query(api.threads.list, { paginationOpts: firstPage });
    expect(page.map(({ id }) => id).sort()).toEqual(threadIds.toSorted());
  });

  it("moves nothing twice: another guest of the same user brings their own rows, and the first guest's id is used up", async () => {
    const { service, signIn } = open();
    const first = await signIn("guest:ana");
    expect(first.session.standing.userId).toBe("guest:ana");
    const elsewhere = await signIn("guest:ben");
    expect(elsewhere.session.standing.userId).toBe("guest:ana");
    const begun = await service.mutation(api.turns.begin, beginArgs({ owner: "ben" }));
    expect(begun).toMatchObject({ ok: false, refusal: { code: "unauthenticated" } });
  });

  it("cannot take over another account by naming it as the guest", async () => {
    const { service, signIn, code, codeIn } = open();
    const victim = await signIn("guest:ana");
    const attacker = `attacker-${crypto.randomUUID()}@sendcat.test`;
    await code(attacker);
    const proof = { email: attacker, code: codeIn(attacker) };
    const args = { proof, guestId: victim.session.standing.userId };
    const result = await service.action(api.signIn.enter, args);
    expect(result.ok && result.session.standing.userId).toMatch(/^user:/);
  });
});

describe("passkeys", () => {
  it("are added with an emailed code, must answer our challenge, and are refused to any other user", async () => {
    const { service, signIn, code, email, t } = open();
    await signIn("guest:ana");
    const letter = await code(email, "passkey");
    const made = async (to: { email: string; code: string } | null) =>
      await service.action(api.passkeys.options, { to });
    expect(await made({ email, code: "000000" })).toMatchObject({ ok: false, refusal: { scope: "account.code" } });
    const creation = await made({ email, code: letter });
    expect(creation).toMatchObject({
      ok: true,
      options: {
        rp: { id: "sendcat.test" },
        user: { name: email },
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
      },
    });
    // A code works once, and a sign-in code works for nothing else.
    expect(await made({ email, code: letter })).toMatchObject({ ok: false });
    expect(await made({ email, code: await code() })).toMatchObject({ ok: false });
    const request = await made(null);
    expect(request.ok && request.options.challenge).not.toBe(creation.ok && creation.options.challenge);
    expect(await t.run(async ({ db }) => (await db.query("passkeyChallenges").collect()).length)).toBe(2);
    await t.run(async ({ db }) => {
      for (const { _id } of await db.query("passkeyChallenges").collect()) await db.patch(_id, { expiresAtMs: 1 });
    });
    await t.mutation(internal.passkeys.sweep, {});
    expect(await t.run(async ({ db }) => (await db.query("passkeyChallenges").collect()).length)).toBe(0);
  });
});

describe("deleting an account", () => {
  it("deletes the address, the sessions and the codes", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "Date"] });
    const { t, service, signIn, code, within, email } = open();
    const { session } = await signIn("guest:ana");
    await code();
    expect(await within(session).mutation(api.people.erase, {})).toMatchObject({ ok: true });
    await t.finishAllScheduledFunctions(vi.runAllTimers);
    expect(await service.mutation(api.accounts.renew, { sid: session.sid })).toBeNull();
    for (const model of ["user", "session", "account", "verification"] as const) {
      const paginationOpts = { cursor: null, numItems: 100 };
      const rows = await t.query(authComponent.adapter.findMany, { model, paginationOpts });
      expect(JSON.stringify(rows), model).not.toContain(email);
    }
    expect(await t.run(async ({ db }) => await db.query("accounts").collect())).toEqual([]);
  });
});

describe("deleting an account with a plan", () => {
  const bought = (ownerId: string, endsAtPeriodEnd: boolean) => ({
    kind: "subscription" as const,
    subscriptionId: "sub_1",
    customerId: "cus_1",
    ownerId,
    price: "sendcat_plus_usd",
    status: "active" as const,
    periodStartMs: 1,
    periodEndMs: 2,
    endsAtPeriodEnd,
  });

  it("is refused until the plan no longer renews, and deletes the guests' names too", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "Date"] });
    const { t, service, signIn, within } = open();
    const { session } = await signIn("guest:ana");
    const ownerId = session.standing.userId;
    await converse(service, { threadId: crypto.randomUUID(), text: "hello" });
    await signIn("guest:ben");
    const tell = async (version: string, endsAtPeriodEnd: boolean) => {
      const event = bought(ownerId, endsAtPeriodEnd);
      const type = "customer.subscription.updated";
      await service.mutation(api.webhooks.receive, {
        source: "stripe",
        eventId: `evt_${version}`,
        type,
        version,
        event,
      });
    };
    await tell("1", false);
    const erase = async () => await within(session).mutation(api.people.erase, {});
    expect(await erase()).toMatchObject({ ok: false, refusal: { code: "conflict", scope: "billing.renews" } });
    await tell("2", true);
    expect(await erase()).toMatchObject({ ok: true });
    await t.finishAllScheduledFunctions(vi.runAllTimers);
    expect(await t.run(async ({ db }) => JSON.stringify(await db.query("users").collect()))).not.toContain(ownerId);
    expect(await t.run(async ({ db }) => await db.query("subscriptions").collect())).toEqual([]);
  });
});

describe("roles", () => {
  it("take effect at the next renewal", async () => {
    const { t, service, signIn } = open();
    const { session } = await signIn();
    const ownerId = session.standing.userId;
    await t.mutation(internal.accounts.setRole, { ownerId, role: "operator" });
    const renewed = await service.mutation(api.accounts.renew, { sid: session.sid });
    expect(renewed?.standing.role).toBe("operator");
  });
});
