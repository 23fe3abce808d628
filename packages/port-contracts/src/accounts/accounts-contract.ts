import { describe, expect, it } from "vitest";
import type { Accounts, CodePurpose, SignIn, SignInResult } from "@sendcat/shared-types";

/** The Accounts under test, and controls for their surroundings. */
export interface AccountsHarness {
  readonly accounts: Accounts;
  /** The code in the newest email to an address; null when there is no email, or one without a code. */
  codeIn(email: string): string | null;
  /** Makes the guest own some data. */
  writeAs(guestId: string): Promise<void>;
  /** The only sign-in provider of these accounts. */
  readonly providerId: string;
  /** Signs in on the provider's page at `url` with this address; returns what the provider sends back. */
  atProvider(url: string, email: string): Promise<{ readonly code: string; readonly state: string }>;
}

const WRONG_CODE = { ok: false, refusal: { code: "forbidden", scope: "account.code" } };
const PASSWORD = "correct horse battery";

/** The tests that every Accounts must pass. `open` is called once. */
export function accountsContract(name: string, open: () => Promise<AccountsHarness>): void {
  describe(`Accounts: ${name}`, () => {
    let opened: Promise<AccountsHarness> | undefined;
    const setUp = async () => {
      const harness = await (opened ??= open());
      const { accounts } = harness;
      const newEmail = () => `${crypto.randomUUID()}@sendcat.test`;
      const email = newEmail();
      const code = async (purpose: CodePurpose = "sign-in", to = email) => {
        expect(await accounts.sendCode({ email: to, purpose })).toEqual({ ok: true });
        return harness.codeIn(to) ?? "";
      };
      const enter = async (proof: SignIn, guestId: string | null = null) => await accounts.signIn({ proof, guestId });
      const signIn = async (guestId: string | null = null, to = email) =>
        entered(await enter({ email: to, code: await code("sign-in", to) }, guestId));
      const isLiving = async ({ sid }: { readonly sid: string }) => (await accounts.renew(sid)) !== null;
      return { ...harness, email, newEmail, code, enter, signIn, isLiving };
    };

    it("opens an account with the first correct code, and finds it with the next one", async () => {
      const { accounts, email, signIn } = await setUp();
      const first = await signIn();
      expect(first.session).toMatchObject({ email, standing: { plan: "free", role: "user" } });
      expect(first.carriedFrom).toBeNull();
      const second = await signIn();
      expect(second.session.standing).toEqual(first.session.standing);
      expect([second.session.sid, second.session.id]).not.toEqual([first.session.sid, first.session.id]);
      expect(await accounts.renew(first.session.sid)).toEqual(first.session);
    });

    it("accepts a code once, for its own address and purpose", async () => {
      const { email, newEmail, code, enter } = await setUp();
      expect(await enter({ email, code: "123456" })).toMatchObject(WRONG_CODE);
      const right = await code();
      expect(await enter({ email: newEmail(), code: right })).toMatchObject(WRONG_CODE);
      expect(await enter({ email, code: right })).toMatchObject({ ok: true });
      expect(await enter({ email, code: right })).toMatchObject(WRONG_CODE);
      expect(await enter({ email, code: await code("password") })).toMatchObject(WRONG_CODE);
    });

    it("refuses a code after five wrong attempts", async () => {
      const { email, code, enter } = await setUp();
      const right = await code();
      const wrong = right === "000000" ? "000001" : "000000";
      for (let tries = 0; tries < 5; tries++) expect(await enter({ email, code: wrong })).toMatchObject(WRONG_CODE);
      expect(await enter({ email, code: right })).toMatchObject(WRONG_CODE);
    });

    it("answers the same for an address with and without an account", async () => {
      const { accounts, codeIn, newEmail } = await setUp();
      for (const purpose of ["password", "passkey"] as const) {
        const email = newEmail();
        expect(await accounts.sendCode({ email, purpose })).toEqual({ ok: true });
        expect(codeIn(email)).toBeNull();
      }
    });

    it("accepts a password set with a code, and does not say whether the address or the password was wrong", async () => {
      const { accounts, email, newEmail, code, signIn, enter } = await setUp();
      await signIn();
      const unknown = await enter({ email: newEmail(), password: PASSWORD });
      expect(unknown).toMatchObject({ ok: false, refusal: { code: "forbidden", scope: "account.password" } });
      expect(await enter({ email, password: PASSWORD })).toEqual(unknown);
      const letter = await code("password");
      const set = async (given: string, password: string) =>
        await accounts.setPassword({ email, code: given, password, keep: null });
      expect(await set(letter, "short")).toMatchObject({ refusal: { code: "invalid_request" } });
      expect(await set(letter, "x".repeat(129))).toMatchObject({ refusal: { code: "invalid_request" } });
      expect(await set(letter === "000000" ? "000001" : "000000", PASSWORD)).toMatchObject(WRONG_CODE);
      expect(await set(letter, PASSWORD)).toEqual({ ok: true });
      expect(await set(letter, PASSWORD)).toMatchObject(WRONG_CODE);
      expect(await enter({ email, password: PASSWORD })).toMatchObject({ ok: true, session: { email } });
      expect(await enter({ email, password: "wrong horse battery" })).toEqual(unknown);
    });

    it("ends every other session when the password changes", async () => {
      const { accounts, email, code, signIn, isLiving, newEmail } = await setUp();
      const [own, other] = [(await signIn()).session, (await signIn()).session];
      const foreign = (await signIn(null, newEmail())).session;
      await accounts.setPassword({ email, code: await code("password"), password: PASSWORD, keep: own.id });
      expect([await isLiving(own), await isLiving(other), await isLiving(foreign)]).toEqual([true, false, true]);
    });

    it("signs out of one session or of all sessions of the account, and of no other account's", async () => {
      const { accounts, signIn, isLiving, newEmail } = await setUp();
      const [here, there, third] = [await signIn(), await signIn(), await signIn()].map(({ session }) => session);
      const foreign = (await signIn(null, newEmail())).session;
      if (!here || !there || !third) throw new Error("no session");
      await accounts.signOut({ sid: here.sid, everywhere: false });
      expect([await isLiving(here), await isLiving(there)]).toEqual([false, true]);
      await accounts.signOut({ sid: there.sid, everywhere: true });
      expect([await isLiving(there), await isLiving(third), await isLiving(foreign)]).toEqual([false, false, true]);
      // Signing out twice is harmless.
      await accounts.signOut({ sid: here.sid, everywhere: true });
      expect(await accounts.renew("nobody's")).toBeNull();
    });

    it("gives a new account the guest's user id", async () => {
      const { signIn, writeAs } = await setUp();
      const guestId = `guest:${crypto.randomUUID()}`;
      await writeAs(guestId);
      const { session, carriedFrom } = await signIn(guestId);
      expect([session.standing.userId, carriedFrom]).toEqual([guestId, null]);
      // A second sign-in as that guest carries nothing.
      expect((await signIn(guestId)).carriedFrom).toBeNull();
    });

    it("knows which guests have signed in, whether or not the account has their id", async () => {
      const { accounts, signIn } = await setUp();
      const guests = [1, 2, 3].map(() => `guest:${crypto.randomUUID()}`);
      await signIn(guests[0]);
      await signIn(guests[1]);
      const known = await Promise.all(guests.map(async (guestId) => await accounts.hasSignedIn(guestId)));
      expect(known).toEqual([true, true, false]);
    });

    it("carries a guest's data to an existing account once", async () => {
      const { signIn, writeAs, newEmail } = await setUp();
      const { userId } = (await signIn()).session.standing;
      const guestId = `guest:${crypto.randomUUID()}`;
      await writeAs(guestId);
      const carried = await signIn(guestId);
      expect([carried.session.standing.userId, carried.carriedFrom]).toEqual([userId, guestId]);
      expect((await signIn(guestId)).carriedFrom).toBeNull();
      // The guest's name is used up: another user who names it gets neither the account nor the name.
      const stranger = await signIn(guestId, newEmail());
      expect(stranger.carriedFrom).toBeNull();
      expect([userId, guestId]).not.toContain(stranger.session.standing.userId);
    });

    it("refuses another user's account id as the guest to carry over", async () => {
      const { signIn, newEmail } = await setUp();
      const victim = (await signIn(`guest:${crypto.randomUUID()}`)).session.standing.userId;
      const { session, carriedFrom } = await signIn(victim, newEmail());
      expect(session.standing.userId).not.toBe(victim);
      expect(carriedFrom).toBeNull();
    });

    it("makes new passkey options each time, and adds a passkey only once per code", async () => {
      const { accounts, email, code, signIn } = await setUp();
      await signIn();
      const letter = await code("passkey");
      const to = { email, code: letter };
      expect(await accounts.passkeyOptions({ email, code: letter === "000000" ? "000001" : "000000" })).toMatchObject(
        WRONG_CODE,
      );
      const made = [await accounts.passkeyOptions(to), await accounts.passkeyOptions(null)];
      made.push(await accounts.passkeyOptions(null));
      const challenges = made.map((each) => (each.ok ? each.options.challenge : ""));
      expect(challenges.every((challenge) => challenge.length >= 16)).toBe(true);
      expect(new Set(challenges).size).toBe(3);
      expect(await accounts.passkeyOptions(to)).toMatchObject(WRONG_CODE);
    });

    it("refuses a passkey that answers none of our challenges", async () => {
      const { accounts, enter } = await setUp();
      const refused = { ok: false, refusal: { code: "forbidden", scope: "account.passkey" } };
      const foreign = { id: "Zm9yZWlnbg", rawId: "Zm9yZWlnbg", type: "public-key" } as const;
      const answer = { clientDataJSON: "e30", authenticatorData: "AA", signature: "AA" };
      expect(await enter({ passkey: { ...foreign, response: answer } })).toMatchObject(refused);
      const response = { clientDataJSON: "e30", attestationObject: "oA", transports: [] };
      expect(await accounts.addPasskey({ passkey: { ...foreign, response }, name: "Phone", keep: null })).toMatchObject(
        refused,
      );
    });

    it("signs in once with an identity provider's proof of an address, and with no other proof", async () => {
      const { accounts, email, enter, signIn, providerId: provider, atProvider } = await setUp();
      expect((await accounts.providers()).map(({ id }) => id)).toEqual([provider]);
      const notThere = { ok: false, refusal: { code: "not_found", scope: "account.provider" } };
      expect(await accounts.providerUrl("nobody")).toMatchObject(notThere);
      const { userId } = (await signIn()).session.standing;
      const where = await accounts.providerUrl(provider);
      if (!where.ok) throw new Error(JSON.stringify(where.refusal));
      const back = await atProvider(where.url, email);
      expect(back.state).toBe(where.state);
      const refused = { ok: false, refusal: { code: "forbidden", scope: "account.provider" } };
      expect(await enter({ provider, code: back.code, state: "guessed" })).toMatchObject(refused);
      expect(await enter({ provider: "nobody", ...back })).toMatchObject(refused);
      expect(await enter({ provider, ...back })).toMatchObject({
        ok: true,
        session: { email, standing: { userId } },
      });
      expect(await enter({ provider, ...back })).toMatchObject(refused);
    });
  });
}

function entered(result: SignInResult) {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result;
}
