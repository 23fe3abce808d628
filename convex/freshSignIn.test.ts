// @vitest-environment node
import { expect, it, vi } from "vitest";
import { api } from "./_generated/api.js";
import { withMail } from "./model/accounts/withMail.fixture.ts";
import { converse } from "./model/platform/deployment.fixture.ts";

const open = withMail();
const signInAgain = { ok: false, refusal: { code: "forbidden", scope: "account.sign_in_again" } };

it("an account is erased only by a user who has just signed in", async () => {
  const { t, signIn, within, as } = open();
  const { session } = await signIn("guest:ana");
  expect(await as("guest:ana").mutation(api.people.erase, {})).toMatchObject(signInAgain);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 5 * 60_000 });
  expect(await within(session).mutation(api.people.erase, {})).toMatchObject(signInAgain);
  expect(await t.run(async ({ db }) => await db.query("users").collect())).toMatchObject([{ subject: "guest:ana" }]);
  const again = await signIn();
  expect(await within(again.session).mutation(api.people.erase, {})).toMatchObject({ ok: true });
});

it("a guest, who has nothing to sign in with, can erase everything at once", async () => {
  const { as } = open();
  expect(await as("guest:ana", "guest").mutation(api.people.erase, {})).toMatchObject({ ok: true });
});

it("a token of a session that was ended everywhere changes nothing any more", async () => {
  const { t, service, signIn, within } = open();
  const { session } = await signIn("guest:ana");
  const { threadId } = await converse(service, { threadId: crypto.randomUUID(), text: "hello", plan: "free" });
  await service.mutation(api.accounts.signOut, { sid: session.sid, everywhere: true });
  const thief = within(session);
  const before = await t.run(async ({ db }) => [
    await db.query("users").collect(),
    await db.query("threads").collect(),
  ]);
  for (const change of [
    () => thief.mutation(api.people.erase, {}),
    () => thief.mutation(api.threads.remove, { threadId }),
    () => thief.mutation(api.shares.create, { threadId, shareId: crypto.randomUUID() }),
    () => thief.mutation(api.exports.request, { threadId, format: "json" }),
    () => thief.mutation(api.passkeys.remove, { id: "cGhvbmU" }),
  ])
    await expect(change()).rejects.toThrow("unauthenticated");
  const after = await t.run(async ({ db }) => [await db.query("users").collect(), await db.query("threads").collect()]);
  expect(after).toEqual(before);
});
