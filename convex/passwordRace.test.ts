// @vitest-environment node
import { describe, expect, it } from "vitest";
import { internal } from "./_generated/api.js";
import type { ActionCtx } from "./_generated/server.js";
import { authComponent } from "./model/accounts/authComponent.ts";
import { setPassword } from "./model/accounts/setPassword.ts";
import { signIn as enterWithProof } from "./model/accounts/signIn.ts";
import { withMail } from "./model/accounts/withMail.fixture.ts";

const open = withMail();

type Around = (args: unknown, run: () => Promise<unknown>) => Promise<unknown>;

/** The context of an action, with `around` wrapped around every mutation that it runs. */
function aroundMutations(ctx: ActionCtx, around: Around): ActionCtx {
  const runMutation = new Proxy(ctx.runMutation, {
    apply: async (own, _, call: [unknown, unknown]) =>
      await around(call[1], async () => (await Reflect.apply(own, ctx, call)) as unknown),
  });
  return { ...ctx, runMutation };
}

const straight: Around = async (_, run) => await run();

function accountWith(deployment: ReturnType<typeof open>) {
  const { t, code, email } = deployment;
  const enter = async (password: string, around: Around = straight) =>
    await t.action(async (ctx) => {
      return await enterWithProof(aroundMutations(ctx, around), { proof: { email, password }, guestId: null });
    });
  const set = async (password: string, given: string, around: Around = straight) =>
    await t.action(async (ctx) => {
      return await setPassword(aroundMutations(ctx, around), { email, code: given, password, keep: null });
    });
  const letter = async () => await code(email, "password");
  const sessions = async () => {
    const paginationOpts = { cursor: null, numItems: 100 };
    return (await t.query(authComponent.adapter.findMany, { model: "session", paginationOpts })).page;
  };
  return { enter, set, letter, sessions };
}

const OLD = "correct horse battery";
const NEW = "another horse entirely";

describe("an attacker who knows the old password", () => {
  it("does not stay signed in by signing in while the password is changed", async () => {
    const deployment = open();
    await deployment.signIn();
    const { enter, set, letter, sessions } = accountWith(deployment);
    expect(await set(OLD, await letter())).toEqual({ ok: true });
    const given = await letter();
    const [checked, changed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const late = enter(OLD, async (args, run) => {
      if (JSON.stringify(args).includes('"model":"session"')) {
        checked.resolve();
        await changed.promise;
      }
      return await run();
    });
    await checked.promise;
    expect(await set(NEW, given)).toEqual({ ok: true });
    changed.resolve();
    expect(await late).toMatchObject({ ok: false, refusal: { code: "forbidden", scope: "account.password" } });
    expect(await sessions()).toEqual([]);
    expect(await enter(NEW)).toMatchObject({ ok: true });
  });

  it("is signed out even if the server dies at any step of setting the new password", async () => {
    let died = true;
    for (let step = 1; died; step++) {
      const deployment = open();
      await deployment.signIn();
      const { enter, set, letter, sessions } = accountWith(deployment);
      await set(OLD, await letter());
      expect(await enter(OLD)).toMatchObject({ ok: true });
      const given = await letter();
      let left = step;
      died = false;
      const dying = set(NEW, given, async (_, run) => {
        if (left === 0) died = true;
        if (died) throw new Error("the server died");
        left--;
        return await run();
      });
      await dying.catch(() => undefined);
      const living = (await sessions()).length;
      const isSet = (await enter(NEW)).ok;
      expect({ step, isSet, living }).toEqual({ step, isSet, living: isSet ? 0 : 1 });
      expect(step).toBeLessThan(20);
    }
  });
});

describe("an attacker who holds a lost phone", () => {
  it("does not stay signed in by signing in while its passkey is removed", async () => {
    const deployment = open();
    const { t, signIn } = deployment;
    const { sid } = (await signIn()).session;
    const { sessions } = accountWith(deployment);
    const [{ userId: authUserId }] = await sessions();
    const made = { sid, authUserId, madeWith: { passkey: "cGhvbmU" }, guestId: null };
    const key = { publicKey: new ArrayBuffer(4), counter: 0, transports: [], name: "Phone", usedAtMs: null };
    const row = await t.run(async ({ db }) => {
      return await db.insert("passkeys", { ...key, authUserId, credentialId: "cGhvbmU" });
    });
    expect(await t.mutation(internal.accounts.enter, made)).not.toBeNull();
    expect(await sessions()).toHaveLength(1);
    await t.run(async ({ db }) => await db.delete(row));
    expect(await t.mutation(internal.accounts.enter, made)).toBeNull();
    expect(await sessions()).toEqual([]);
  });
});
