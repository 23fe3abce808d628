// @vitest-environment node
import { createOpenIdSimulator, type OpenIdSimulator } from "@sendcat/local-simulators/openid";
import type { ResendSimulator } from "@sendcat/local-simulators/resend";
import type { AccountSession } from "@sendcat/shared-types";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { FunctionArgs } from "convex/server";
import { api, internal } from "./_generated/api.js";
import { ACCOUNT_CHANGES, type AccountChange } from "./model/accounts/ownerLetter.ts";
import { withMail } from "./model/accounts/withMail.fixture.ts";

let mail: ResendSimulator;
let openId: OpenIdSimulator;
const deploy = withMail((simulator) => (mail = simulator));
beforeAll(async () => {
  openId = await createOpenIdSimulator();
  const provider = { id: "islandid", name: "Island ID", issuer: openId.origin, clientId: "c", clientSecret: "s" };
  vi.stubEnv("SENDCAT_SIGN_IN_PROVIDERS", JSON.stringify([provider]));
  // A function is loaded on its first call, which can take long on a busy machine.
  await open();
}, 300_000);
afterAll(async () => await openId.close());
afterEach(() => vi.stubEnv("SENDCAT_POLICY", "{}"));

/** A user with three sessions, who acts in the second. */
async function open() {
  const deployment = deploy();
  const { t, service, email, signIn } = deployment;
  const sessions: AccountSession[] = [];
  for (let device = 0; device < 3; device++) sessions.push((await signIn()).session);
  const [, acting] = sessions;
  const account = await t.run(async ({ db }) => await db.query("accounts").first());
  if (!acting || account?.authUserId === undefined) throw new Error("nobody has signed in");
  const living = async () => {
    const renewed = await Promise.all(sessions.map(({ sid }) => service.mutation(api.accounts.renew, { sid })));
    return renewed.map((session) => session !== null);
  };
  const jobs = async () => await t.run(async ({ db }) => await db.system.query("_scheduled_functions").collect());
  /** The email that waits for another attempt, once all that is due is done. */
  const waiting = async () => {
    await vi.waitFor(
      async () => {
        const due = (await jobs()).filter(({ scheduledTime }) => scheduledTime <= Date.now());
        expect(
          due.map(({ state }) => state.kind).filter((kind) => kind === "pending" || kind === "inProgress"),
        ).toEqual([]);
      },
      { timeout: 20_000 },
    );
    return (await jobs()).find(({ state }) => state.kind === "pending");
  };
  const attempt = async ({ _id, args }: NonNullable<Awaited<ReturnType<typeof waiting>>>) => {
    await t.run(async ({ scheduler }) => await scheduler.cancel(_id));
    // safe because no other job of these tests waits
    await t.action(internal.accounts.mailOwner, args[0] as FunctionArgs<typeof internal.accounts.mailOwner>);
  };
  const letters = (to: string) =>
    mail.letters().filter(({ to: [first], subject }) => first === to && subject.startsWith("Your Sendcat"));
  /** What the owner of the address was told, once every attempt was made, without the time between them. */
  const told = async (to = email) => {
    for (let job = await waiting(); job; job = await waiting()) await attempt(job);
    return letters(to);
  };
  const key = { publicKey: new ArrayBuffer(4), counter: 0, transports: [], name: "Phone" };
  const passkey = { ...key, authUserId: account.authUserId, credentialId: "cGhvbmU" };
  const withProvider = async (as: string) => {
    const where = await service.action(api.signIn.provider, { provider: "islandid" });
    const body = new URLSearchParams({ email: as, confirmed: "on" });
    const response = await fetch(where.ok ? where.url : "", { method: "POST", body, redirect: "manual" });
    const { searchParams } = new URL(response.headers.get("location") ?? "");
    const back = { code: searchParams.get("code") ?? "", state: searchParams.get("state") ?? "" };
    return async () =>
      await service.action(api.signIn.enter, { proof: { provider: "islandid", ...back }, guestId: null });
  };
  return { ...deployment, acting, living, waiting, attempt, letters, told, passkey, withProvider };
}

type World = Awaited<ReturnType<typeof open>>;
type Act = () => Promise<unknown>;

const PASSWORD = "correct horse battery";
/** For each change: what prepares it, which gives what makes it, and who is signed in after it. */
const CHANGES: Readonly<
  Record<AccountChange, { readonly prepare: (world: World) => Promise<Act>; readonly living: readonly boolean[] }>
> = {
  password: {
    async prepare({ service, email, code, acting }) {
      const change = { email, code: await code(email, "password"), password: PASSWORD, keep: acting.id };
      return async () => await service.action(api.signIn.setPassword, change);
    },
    living: [false, true, false],
  },
  "passkey-added": {
    prepare:
      async ({ t, passkey, acting }) =>
      async () =>
        await t.mutation(internal.passkeys.keep, { ...passkey, keep: acting.id }),
    living: [false, true, false],
  },
  "passkey-removed": {
    async prepare({ t, passkey, acting, within }) {
      await t.run(async ({ db }) => void (await db.insert("passkeys", { ...passkey, usedAtMs: null })));
      return async () => await within(acting).mutation(api.passkeys.remove, { id: passkey.credentialId });
    },
    living: [false, true, false],
  },
  provider: {
    prepare: async ({ withProvider, email }) => await withProvider(email),
    living: [true, true, true],
  },
  "signed-out": {
    prepare:
      async ({ service, acting: { sid } }) =>
      async () =>
        await service.mutation(api.accounts.signOut, { sid, everywhere: true }),
    living: [false, false, false],
  },
};
// safe because a record's entries have its keys
const changes = Object.entries(CHANGES) as [AccountChange, (typeof CHANGES)[AccountChange]][];

async function failMails(count: number): Promise<void> {
  await fetch(`${mail.origin}/admin/faults`, { method: "POST", body: JSON.stringify({ count }) });
}

describe.each(changes)("a change of how an account is entered (%s)", (change, { prepare, living }) => {
  it("ends the sessions that a thief may hold, keeps the one that made it, and cannot be hidden from the owner", async () => {
    const world = await open();
    const make = await prepare(world);
    const sinceMs = Date.now();
    await make();
    const untilMs = Date.now();
    expect(await world.living()).toEqual(living);
    const [letter, ...more] = await world.told();
    expect(more).toEqual([]);
    expect(letter?.subject).toBe(`Your Sendcat account: ${ACCOUNT_CHANGES[change]}`);
    const [, what, when = ""] = /account, (.+?): (.+)\.$/m.exec(letter?.text ?? "") ?? [];
    expect(what).toBe(ACCOUNT_CHANGES[change]);
    expect(Date.parse(when)).toBeGreaterThan(sinceMs - 1_000);
    expect(Date.parse(when)).toBeLessThanOrEqual(untilMs);
    expect(letter?.text).toContain("If it was not you");
    expect(letter?.text).not.toMatch(/\d{6}|https?:|battery/);
  });

  it("is made even if no email can be sent, and the owner is told when one can", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const world = await open();
    const make = await prepare(world);
    await failMails(3);
    await make();
    expect(await world.living()).toEqual(living);
    expect(await world.told()).toHaveLength(1);
    expect(log).toHaveBeenCalledTimes(3);
    log.mockRestore();
  });
});

it("an email that can never be sent is given up", async () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const world = await open();
  await failMails(100);
  await world.service.mutation(api.accounts.signOut, { sid: world.acting.sid, everywhere: true });
  expect(await world.told()).toEqual([]);
  expect(log).toHaveBeenCalledTimes(6);
  await failMails(0);
  log.mockRestore();
});

it("a thief who uses up the service's mails hides a change for an hour, not for ever", async () => {
  vi.stubEnv("SENDCAT_POLICY", JSON.stringify({ mail: { perHour: 3 } }));
  const { email, service, acting, waiting, attempt, letters } = await open();
  await service.mutation(api.accounts.signOut, { sid: acting.sid, everywhere: true });
  const job = await waiting();
  if (!job) throw new Error("no email waits");
  expect(letters(email)).toEqual([]);
  expect(job.scheduledTime - Date.now()).toBeLessThanOrEqual(3_600_000);
  vi.useFakeTimers({ toFake: ["Date"], now: Math.ceil(job.scheduledTime) });
  await attempt(job);
  expect(letters(email)).toHaveLength(1);
});

it("an owner is not alarmed by what changes nothing: a wrong code, a new account, a provider used again, signing out here", async () => {
  const world = await open();
  const { email, service, acting, told, withProvider } = world;
  const wrong = { email, code: "000000", password: PASSWORD, keep: acting.id };
  expect(await service.action(api.signIn.setPassword, wrong)).toMatchObject({ ok: false });
  await service.mutation(api.accounts.signOut, { sid: acting.sid, everywhere: false });
  expect(await told()).toEqual([]);
  const somebody = `new-${email}`;
  for (let time = 0; time < 2; time++) expect(await (await withProvider(somebody))()).toMatchObject({ ok: true });
  expect(await told(somebody)).toEqual([]);
});
