import { describe, expect, it } from "vitest";
import { readChunks } from "../testing/read-ui-stream.ts";
import { scriptedModel, stop, text, usage } from "@sendcat/port-contracts";
import { chatBody, FAST_POLICY, world } from "../testing/world.ts";

const EMAIL = "ana@sendcat.test";
const PASSKEY = {
  id: "cGFzc2tleQ",
  rawId: "cGFzc2tleQ",
  type: "public-key",
  response: { clientDataJSON: "e30", authenticatorData: "AA", signature: "AA" },
};
/** What a browser answers when it has made a passkey. */
const MADE = { clientDataJSON: "e30", attestationObject: "oA" };
const open = () => world(scriptedModel([[text("Yes")], [usage(42), stop]]));

/** Signs in with a code that was mailed for it. */
async function enterWithCode(w: ReturnType<typeof open>, token?: string) {
  await w.accounts.port.sendCode({ email: EMAIL, purpose: "sign-in" });
  return await w.post("/api/session", native({ email: EMAIL, code: "123456" }), token);
}

function native(signIn?: object, more: object = {}) {
  return signIn ? { client: "native", signIn, ...more } : { client: "native", ...more };
}

describe("accounts", () => {
  it("mails a code to whatever address asks for one, and says the same each time", async () => {
    const w = open();
    const answers = [];
    for (const email of [EMAIL, " ANA@sendcat.test ", "nobody@sendcat.test"]) {
      const response = await w.post("/api/account/code", { email });
      answers.push([response.status, await response.json()]);
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(w.accounts.letters.map(({ to }) => to)).toEqual([EMAIL, EMAIL, "nobody@sendcat.test"]);
  });

  it("signs a guest in with a code, for a session that is renewed and ended", async () => {
    const w = open();
    const response = await enterWithCode(w, "s-guest");
    const session = (await response.json()) as { sessionToken: string };
    expect(session).toMatchObject({ user: { id: "pro-ana", kind: "user", plan: "pro", email: EMAIL } });
    expect(w.accounts.guests).toEqual(["guest"]);
    const renewed = await w.post("/api/session", native(), session.sessionToken);
    expect(await renewed.json()).toMatchObject({ user: { id: "pro-ana", email: EMAIL } });
    const ended = await w.post("/api/session", native(undefined, { signOut: "here" }), session.sessionToken);
    expect(await ended.json()).toMatchObject({ user: { kind: "guest" } });
    const after = await w.post("/api/session", native(), session.sessionToken);
    expect(await after.json()).toMatchObject({ user: { kind: "guest" } });
  });

  it("tells a browser to empty cache and storage when a session ends or becomes another's, and only then", async () => {
    const w = open();
    const clears = async (body: object, cookie?: string) => {
      const headers = { "content-type": "application/json", ...(cookie ? { cookie } : {}) };
      const response = await w.send("/api/session", { method: "POST", headers, body: JSON.stringify(body) });
      const [next = ""] = (response.headers.get("set-cookie") ?? "").split(";");
      return { header: response.headers.get("clear-site-data"), cookie: next };
    };
    const signIn = { email: EMAIL, password: "correct horse" };
    const guest = await clears({ client: "browser" });
    const ana = await clears({ client: "browser", signIn }, guest.cookie);
    const renewed = await clears({ client: "browser" }, ana.cookie);
    expect([guest.header, ana.header, renewed.header]).toEqual([null, null, null]);
    // The same account, with a fresh proof.
    const again = await clears({ client: "browser", signIn }, renewed.cookie);
    expect(again.header).toBe(null);
    const out = await clears({ client: "browser", signOut: "here" }, again.cookie);
    const late = await clears({ client: "browser" }, again.cookie);
    const forgotten = await clears({ client: "browser", signOut: "forget" }, out.cookie);
    expect([out.header, late.header, forgotten.header]).toEqual(Array(3).fill('"cache", "storage"'));
  });

  it("gives a guest who leaves a shared device a new name, which knows no account, and not without the proof that newcomers do", async () => {
    const w = open();
    const ask = async (signOut: string) =>
      (await (await w.post("/api/session", native(undefined, { signOut }), "s-guest")).json()) as {
        user: { id: string };
      };
    expect((await ask("here")).user.id).toBe("guest");
    expect((await ask("forget")).user.id).toBe("newguest");
  });

  it("lets nobody use a session that was planted in a browser before its user signed in", async () => {
    const w = open();
    const planted = "s-guest";
    const signedIn = (await (await enterWithCode(w, planted)).json()) as { sessionToken: string };
    expect(signedIn.sessionToken).not.toBe(planted);
    const stranger = (await (await w.post("/api/session", native(), planted)).json()) as { user: { id: string } };
    expect(stranger.user.id).toBe("newguest");
  });

  it("ends another account's session that a sign-in takes the place of", async () => {
    const w = open();
    const signedIn = (await (await enterWithCode(w)).json()) as { sessionToken: string };
    const email = "ben@sendcat.test";
    await w.accounts.port.sendCode({ email, purpose: "sign-in" });
    await w.post("/api/session", native({ email, code: "123456" }), signedIn.sessionToken);
    await w.settled();
    const ended = await w.post("/api/session", native(), signedIn.sessionToken);
    expect(await ended.json()).toMatchObject({ user: { kind: "guest" } });
  });

  it("keeps a guest's name while the core does not answer", async () => {
    const w = open();
    w.accounts.port.hasSignedIn = async () => await Promise.reject(new Error("the core is away"));
    expect(await (await w.post("/api/session", native(), "s-guest")).json()).toMatchObject({ user: { id: "guest" } });
  });

  it("ends every session at once when asked to", async () => {
    const w = open();
    const tokens = [];
    await w.accounts.port.sendCode({ email: EMAIL, purpose: "sign-in" });
    for (const proof of [{ code: "123456" }, { password: "correct horse" }]) {
      const response = await w.post("/api/session", native({ email: EMAIL, ...proof }));
      tokens.push(((await response.json()) as { sessionToken: string }).sessionToken);
    }
    await w.post("/api/session", native(undefined, { signOut: "everywhere" }), tokens[0]);
    const other = await w.post("/api/session", native(), tokens[1]);
    expect(await other.json()).toMatchObject({ user: { kind: "guest" } });
  });

  it("gives an ended session's token no more free names than anybody has, nor the trust that an account has", async () => {
    const w = open();
    const signedIn = await enterWithCode(w);
    const { sessionToken } = (await signedIn.json()) as { sessionToken: string };
    await w.post("/api/session", native(undefined, { signOut: "here" }), sessionToken);
    const { freeSessionsPerAddress: free } = FAST_POLICY.proof;
    const answers = [];
    for (let n = 0; n < free + 5; n++) answers.push(await w.post("/api/session", native(), sessionToken));
    expect(await answers[0]?.json()).toMatchObject({ token: expect.stringMatching(/^newguest[a-z]*$/) });
    const statuses = answers.map(({ status }) => status);
    expect([statuses[free - 1], statuses[free], statuses.at(-1)]).toEqual([200, 428, 428]);
  });

  it.each([
    ["sets a password", "/api/account/password", { email: EMAIL, code: "123456", password: "correct horse battery" }],
    ["adds a passkey", "/api/account/passkey", { passkey: { ...PASSKEY, response: MADE }, name: "Phone" }],
  ])("tells the core which session %s, if it is one's own to tell", async (_, path, body) => {
    const w = open();
    for (const token of ["pro-ana", "alice", "FORGED", undefined]) {
      await w.accounts.port.sendCode({ email: EMAIL, purpose: "password" });
      expect((await w.post(path, body, token)).status).toBe(200);
    }
    expect(w.accounts.kept).toEqual(["session-of-pro-ana", null, null, null]);
  });

  it("counts what the guest has used for the account, once", async () => {
    const w = open();
    await readChunks(await w.post("/api/chat", chatBody(), "guest"));
    await w.settled();
    for (let time = 0; time < 2; time++) {
      await enterWithCode(w, "s-guest");
      await w.settled();
    }
    const quota = (await (await w.get("/api/quota", "pro-ana")).json()) as { turns: { used: number } };
    expect(quota.turns.used).toBe(1);
  });

  it.each([
    ["a passkey", { passkey: PASSKEY }],
    ["a provider's code", { provider: "islandid", code: "island-code", state: "s1" }],
  ])("sign a guest in with %s", async (_, signIn) => {
    const w = open();
    await w.post("/api/account/provider", { provider: "islandid" });
    const response = await w.post("/api/session", native(signIn), "s-guest");
    expect(await response.json()).toMatchObject({ user: { id: "pro-ana", kind: "user", email: EMAIL } });
    expect(w.accounts.guests).toEqual(["guest"]);
  });

  it("give a browser what it makes a passkey with to who holds a code, and keep what it made", async () => {
    const w = open();
    const options = async (body: object) => await w.post("/api/account/passkey/options", body);
    expect(await (await options({})).json()).toEqual({ options: { challenge: expect.any(String) } });
    await w.accounts.port.sendCode({ email: EMAIL, purpose: "passkey" });
    expect((await options({ email: EMAIL, code: "000000" })).status).toBe(403);
    expect((await options({ email: EMAIL })).status).toBe(400);
    expect((await options({ email: EMAIL, code: "123456" })).status).toBe(200);
    const add = async (passkey: object) => await w.post("/api/account/passkey", { passkey, name: "Phone" });
    expect((await add({ ...PASSKEY, response: MADE })).status).toBe(200);
    expect((await add({ ...PASSKEY, id: "Zm9yZWlnbg", response: MADE })).status).toBe(403);
    expect((await add({ ...PASSKEY, response: { ...MADE, attestationObject: "x".repeat(5_000) } })).status).toBe(400);
  });

  it("tell whom else one may sign in with, and where", async () => {
    const w = open();
    expect(await (await w.get("/api/account/providers")).json()).toEqual({
      providers: [{ id: "islandid", name: "Island ID" }],
    });
    const where = async (provider: string) => await w.post("/api/account/provider", { provider });
    expect(await (await where("islandid")).json()).toEqual({
      url: "https://island.test/authorize?state=s1",
      state: "s1",
    });
    expect((await where("nobody")).status).toBe(404);
    expect((await where("../x")).status).toBe(400);
  });

  it.each([
    ["a wrong code", { email: EMAIL, code: "000000" }, 403],
    ["a wrong password", { email: EMAIL, password: "wrong" }, 403],
    ["no proof", { email: EMAIL }, 400],
    ["two proofs", { email: EMAIL, code: "123456", password: "correct horse" }, 400],
    ["a passkey that nobody has", { passkey: { ...PASSKEY, id: "Zm9yZWlnbg" } }, 403],
    ["a passkey that is none", { passkey: { id: "cGFzc2tleQ" } }, 400],
    ["a provider's code that is wrong", { provider: "islandid", code: "guessed", state: "s1" }, 403],
    ["a provider's code without its state", { provider: "islandid", code: "island-code" }, 400],
    ["no address", { email: "ana", code: "123456" }, 400],
    ["a code that is none", { email: EMAIL, code: "12345" }, 400],
  ])("lets nobody in with %s", async (_, signIn, status) => {
    const w = open();
    await w.accounts.port.sendCode({ email: EMAIL, purpose: "sign-in" });
    await w.post("/api/account/provider", { provider: "islandid" });
    const response = await w.post("/api/session", native(signIn));
    expect(response.status).toBe(status);
    expect(w.accounts.sessions.size).toBe(0);
  });

  it("throttles by asker and by account", async () => {
    const w = open();
    let last = await w.post("/api/account/code", { email: EMAIL });
    for (let n = 0; n < 60; n++) last = await w.post("/api/account/code", { email: EMAIL });
    expect(last.status).toBe(429);
    expect(await last.json()).toMatchObject({ error: { code: "rate_limited", retryAfterMs: 9_000 } });
    expect(w.accounts.letters).toHaveLength(60);
    expect([...w.throttled.keys()]).toEqual(expect.arrayContaining(["code", "code-account", "code-account-day"]));
  });
});
