import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { FAST, postChat, readStream, turnOf } from "../api/chat.ts";
import type { Attempt } from "./attempt.ts";
import {
  callCore,
  mailedCode,
  newAccount,
  newAddress,
  newEmail,
  newGuest,
  send,
  sessionOf,
  type Reply,
  type Target,
} from "./target.ts";

const PASSWORD = "a long enough password";
const OTHER_PASSWORD = "another long password";

const signIn = async (target: Target, proof: object, from = newAddress()): Promise<Reply> =>
  await send(target, "/api/session", { from, body: { client: "native", signIn: proof } });

async function setPassword(target: Target, email: string): Promise<void> {
  const code = await mailedCode(target, { email, from: newAddress(), purpose: "password" });
  const reply = await send(target, "/api/account/password", {
    from: newAddress(),
    body: { email, code, password: PASSWORD },
  });
  expect(reply.status, reply.text).toBe(200);
}

/** What a stranger sees of an answer: everything but its ids and times. */
function seen({ status, text, headers }: Reply) {
  const said = text.replaceAll(/"(requestId|resetAtMs|retryAfterMs)":("[^"]*"|\d+)/g, '"$1":0');
  return [status, said, headers.get("ratelimit")?.replace(/;t=\d+/, ""), [...headers.keys()].toSorted()];
}

const wrong = (code: string) => (code === "000000" ? "000001" : "000000");

export const ACCOUNT_ATTEMPTS: readonly Attempt[] = [
  {
    title: "learning from any account route whether an address has an account",
    async run(target) {
      const { email: known } = await newAccount(target);
      await setPassword(target, known);
      const unknown = newEmail();
      const tries: readonly ((email: string, from: string) => Promise<Reply>)[] = [
        ...["sign-in", "password", "passkey"].map(
          (purpose) => async (email: string, from: string) =>
            await send(target, "/api/account/code", { from, body: { email, purpose } }),
        ),
        async (email, from) => await signIn(target, { email, password: OTHER_PASSWORD }, from),
        async (email, from) => await signIn(target, { email, code: "000000" }, from),
        async (email, from) =>
          await send(target, "/api/account/password", { from, body: { email, code: "000000", password: PASSWORD } }),
        async (email, from) =>
          await send(target, "/api/account/passkey/options", { from, body: { email, code: "000000" } }),
      ];
      for (const attempt of tries) {
        const [one, other] = [newAddress(), newAddress()];
        // The sixth wrong code is the first that is not compared any more.
        for (let n = 0; n < 7; n++)
          expect(seen(await attempt(known, one))).toEqual(seen(await attempt(unknown, other)));
      }
    },
  },
  {
    title: "a code for another purpose, for another address, twice, and after five wrong ones",
    async run(target) {
      const [email, from] = [newEmail(), newAddress()];
      await newAccount(target, { email });
      const code = await mailedCode(target, { email, from });
      const ways = [
        send(target, "/api/account/password", { from, body: { email, code, password: PASSWORD } }),
        send(target, "/api/account/passkey/options", { from, body: { email, code } }),
        signIn(target, { email: newEmail(), code }, from),
      ];
      for (const reply of await Promise.all(ways)) expect(reply.status, reply.text).toBeGreaterThanOrEqual(400);
      const twice = await Promise.all([
        signIn(target, { email, code }),
        signIn(target, { email, code }),
        signIn(target, { email, code }),
      ]);
      expect(twice.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
      expect((await signIn(target, { email, code })).status).toBeGreaterThanOrEqual(400);
      const guessed = await mailedCode(target, { email, from });
      for (let n = 0; n < 5; n++) await signIn(target, { email, code: wrong(guessed) });
      expect((await signIn(target, { email, code: guessed })).status).toBeGreaterThanOrEqual(400);
    },
  },
  {
    title: "locking the owner out with wrong passwords and codes from one address",
    async run(target) {
      const [email, stranger] = [newEmail(), newAddress()];
      const owner = await newAccount(target, { email });
      await setPassword(target, email);
      for (let n = 0; n < 24; n++) await signIn(target, { email, password: OTHER_PASSWORD }, stranger);
      expect((await signIn(target, { email, password: OTHER_PASSWORD }, stranger)).status).toBe(429);
      expect((await signIn(target, { email, password: PASSWORD })).status).toBe(200);
      const again = {
        from: owner.from,
        sessionToken: owner.sessionToken,
        body: { signIn: { email, password: PASSWORD } },
      };
      expect((await sessionOf(target, again)).userId).toBe(owner.userId);
    },
  },
  {
    title: "staying in after the owner has set a new password, and after signing out everywhere",
    async run(target) {
      const email = newEmail();
      const thief = await newAccount(target, { email });
      await setPassword(target, email);
      const afterReset = await send(target, "/api/session", {
        token: thief.sessionToken,
        from: newAddress(),
        body: { client: "native" },
      });
      expect(afterReset.text).not.toContain(thief.userId);
      const owner = await newAccount(target, { email });
      const second = await newAccount(target, { email });
      await send(target, "/api/session", {
        token: owner.sessionToken,
        from: newAddress(),
        body: { client: "native", signOut: "everywhere" },
      });
      for (const { token, sessionToken, userId } of [owner, second]) {
        const renewed = await send(target, "/api/session", {
          token: sessionToken,
          from: newAddress(),
          body: { client: "native" },
        });
        expect(renewed.text).not.toContain(userId);
        for (const path of ["people:erase", "passkeys:remove", "threads:rename"]) {
          const args = {
            "people:erase": {},
            "passkeys:remove": { id: "a" },
            "threads:rename": { threadId: randomUUID(), title: "x" },
          }[path];
          const { ok, text } = await callCore(target, path, { token, args });
          expect([path, ok], text).toEqual([path, false]);
        }
      }
    },
  },
  {
    title: "signing in by a provider's code and state that were made up, or started by somebody else",
    async run(target) {
      const started = await send(target, "/api/account/providers");
      // safe because another shape fails the attempt
      const [provider] = (JSON.parse(started.text) as { providers: { id: string }[] }).providers;
      const id = provider?.id ?? expect.fail("no provider");
      const begun = await send(target, "/api/account/provider", { from: newAddress(), body: { provider: id } });
      // safe because another shape fails the attempt
      const { url, state } = JSON.parse(begun.text) as { url: string; state: string };
      expect(url).toContain("code_challenge=");
      for (const proof of [
        { provider: id, code: "made-up", state },
        { provider: id, code: "made-up", state: randomUUID() },
        { provider: "__proto__", code: "a", state },
        { provider: id, code: "a".repeat(3_000), state },
      ])
        expect((await signIn(target, proof)).status, JSON.stringify(proof).slice(0, 99)).toBeOneOf([400, 403, 404]);
    },
  },
  {
    title: "a passkey that answers no challenge of ours",
    async run(target) {
      const options = await send(target, "/api/account/passkey/options", { from: newAddress(), body: {} });
      expect(options.status).toBe(200);
      const id = "a2V5LW9mLXNvbWVib2R5";
      const challenge = Buffer.from("made up").toString("base64url");
      const clientDataJSON = Buffer.from(
        JSON.stringify({ type: "webauthn.get", challenge, origin: target.web }),
      ).toString("base64url");
      const response = { clientDataJSON, authenticatorData: "AAAA", signature: "AAAA" };
      const passkey = { id, rawId: id, type: "public-key", response, clientExtensionResults: {} };
      expect((await signIn(target, { passkey })).status).toBeOneOf([400, 403]);
      const made = { ...passkey, response: { clientDataJSON, attestationObject: "AAAA" } };
      const added = await send(target, "/api/account/passkey", {
        from: newAddress(),
        body: { passkey: made, name: "x" },
      });
      expect(added.status).toBeOneOf([400, 403, 404]);
    },
  },
  {
    title: "giving another guest's things to oneself by signing in",
    async run(target) {
      const victim = await newGuest(target);
      const turn = turnOf(`${FAST} My order number is 48151623`);
      await readStream(await postChat(victim, turn, { "x-simulated-address": victim.from }));
      const [email, from] = [newEmail(), newAddress()];
      const code = await mailedCode(target, { email, from });
      // The victim's access token is not a session.
      const thief = await sessionOf(target, { from, sessionToken: victim.token, body: { signIn: { email, code } } });
      expect(thief.userId).not.toBe(victim.userId);
      const read = await send(target, `/api/threads/${turn.threadId}/messages`, { token: thief.token });
      expect(read.status).toBe(404);
      for (const extra of [{ guestId: victim.userId }, { known: victim.userId }, { userId: victim.userId }]) {
        const more = { email, code, ...extra };
        expect((await signIn(target, more)).status).toBe(400);
      }
    },
  },
  {
    title: "odd addresses: two accounts that look like one, headers and commands in an address",
    async run(target) {
      const from = newAddress();
      const bad = [
        "a@b",
        "a@b.test\r\nBcc: c@d.test",
        "a@b.test,c@d.test",
        "<a@b.test>",
        "a@b.test\u0000",
        "а@b.test",
        `${"a".repeat(250)}@b.test`,
        "a@b.test%0aBcc:c@d.test",
        "a b@c.test",
        "@b.test",
        ["a@b.test"],
        { $gt: "" },
      ];
      for (const email of bad)
        expect((await send(target, "/api/account/code", { from, body: { email } })).status, JSON.stringify(email)).toBe(
          400,
        );
      const email = newEmail();
      const one = await newAccount(target, { email });
      const code = await mailedCode(target, { email, from });
      const same = await sessionOf(target, { from, body: { signIn: { email: ` ${email.toUpperCase()} `, code } } });
      expect(same.userId).toBe(one.userId);
    },
  },
  {
    title: "erasing an account with an old sign-in, and a purchase's owner by another",
    async run(target) {
      const account = await newAccount(target);
      await send(target, "/api/session", {
        token: account.sessionToken,
        from: newAddress(),
        body: { client: "native", signOut: "here" },
      });
      expect((await callCore(target, "people:erase", { token: account.token, args: {} })).ok).toBe(false);
      expect(
        (
          await callCore(target, "people:eraseMore", {
            token: account.token,
            args: { ownerId: account.userId, isLast: true },
          })
        ).ok,
      ).toBe(false);
      expect(
        (
          await callCore(target, "accounts:setRole", {
            token: account.token,
            args: { ownerId: account.userId, role: "operator" },
          })
        ).ok,
      ).toBe(false);
    },
  },
];
