// @vitest-environment node
import { createHook } from "node:async_hooks";
import type { ResendSimulator } from "@sendcat/local-simulators/resend";
import { API_ROUTES, type PasskeyAnswer } from "@sendcat/shared-types";
import { afterAll, expect, it } from "vitest";
import { z } from "zod";
import type { ActionCtx } from "./_generated/server.js";
import { sendCode } from "./model/accounts/sendCode.ts";
import { setPassword } from "./model/accounts/setPassword.ts";
import { signIn as enter } from "./model/accounts/signIn.ts";
import { withMail } from "./model/accounts/withMail.fixture.ts";
import { creationOptions, requestOptions } from "./model/passkeys/passkeyOptions.ts";
import { relyingParty } from "./model/passkeys/relyingParty.ts";

let mail: ResendSimulator;
const open = withMail((simulator) => (mail = simulator));

let hashes = 0;
const hashing = createHook({ init: (_, type) => void (type === "SCRYPTREQUEST" && hashes++) }).enable();
afterAll(() => void hashing.disable());

interface Tried {
  readonly email: string;
  readonly credentialId: string;
}
interface Try {
  readonly route: string;
  readonly name: string;
  readonly times: number;
  readonly run: (ctx: ActionCtx, who: Tried) => Promise<unknown>;
}

const WRONG = { code: "000000", password: "wrong horse battery", keep: null };
/** One more than the tries of a code: the next finds none. */
const USED_UP = 7;
const asked = (purpose: "sign-in" | "password" | "passkey"): Try => ({
  route: "POST /api/account/code",
  name: `asks for a code to ${purpose}`,
  times: 1,
  run: async (ctx, { email }) => await sendCode(ctx, { email, purpose }),
});

/** What a stranger can try with an address, or with the id of a passkey, in the order in which it is tried. */
const TRIES: readonly Try[] = [
  asked("sign-in"),
  {
    route: "POST /api/session",
    name: "signs in with a wrong code",
    times: USED_UP,
    run: async (ctx, { email }) => await enter(ctx, { proof: { email, code: WRONG.code }, guestId: null }),
  },
  {
    route: "POST /api/session",
    name: "signs in with a wrong password",
    times: 3,
    run: async (ctx, { email }) => await enter(ctx, { proof: { email, password: WRONG.password }, guestId: null }),
  },
  {
    route: "POST /api/session",
    name: "signs in with a passkey's id and a wrong signature",
    times: 3,
    run: async (ctx, { credentialId }) =>
      await enter(ctx, { proof: { passkey: await forged(ctx, credentialId) }, guestId: null }),
  },
  asked("password"),
  {
    route: "POST /api/account/password",
    name: "sets a password with a wrong code",
    times: USED_UP,
    run: async (ctx, { email }) => await setPassword(ctx, { email, ...WRONG }),
  },
  asked("passkey"),
  {
    route: "POST /api/account/passkey/options",
    name: "adds a passkey with a wrong code",
    times: USED_UP,
    run: async (ctx, { email }) => await creationOptions(ctx, { email, code: WRONG.code }),
  },
];

it("lets no stranger tell by the work of an answer whether an address has an account, a password or a passkey", async () => {
  const { t, code, email: withPassword } = open();
  const withoutPassword = `second-${withPassword}`;
  for (const email of [withPassword, withoutPassword]) {
    const proof = { email, code: await code(email) };
    expect(await t.action(async (ctx) => await enter(ctx, { proof, guestId: null }))).toMatchObject({ ok: true });
  }
  const change = { email: withPassword, code: await code(withPassword, "password"), password: "correct horse battery" };
  expect(await t.action(async (ctx) => await setPassword(ctx, { ...change, keep: null }))).toEqual({ ok: true });
  // Its owner is told of the password by a job.
  await expect.poll(() => mail.letters().length).toBe(4);
  const credentialId = base64Url(crypto.getRandomValues(new Uint8Array(16)));
  const key = { publicKey: await somebodysKey(), counter: 0, transports: [], name: "Phone", usedAtMs: null };
  await t.run(async ({ db }) => void (await db.insert("passkeys", { ...key, authUserId: "somebody", credentialId })));

  const who: Readonly<Record<string, Tried>> = {
    password: { email: withPassword, credentialId },
    "no password": { email: withoutPassword, credentialId },
    nobody: { email: `nobody-${withPassword}`, credentialId: base64Url(crypto.getRandomValues(new Uint8Array(16))) },
  };
  const medians: Record<string, Record<string, number>> = {};
  for (const { name, times, run } of TRIES) {
    const works: Record<string, readonly unknown[][]> = {};
    const took: Record<string, number[]> = {};
    for (let time = 0; time < times; time++)
      for (const [whose, tried] of Object.entries(who)) {
        const [calls, before, letters] = [[] as string[], hashes, mail.letters().length];
        const startedMs = performance.now();
        const answer = await t.action(async (ctx) => await run(watched(ctx, calls), tried));
        (took[whose] ??= []).push(performance.now() - startedMs);
        const work = [answer, calls, { hashes: hashes - before, mails: mail.letters().length - letters }];
        works[whose] = [...(works[whose] ?? []), work];
      }
    for (const whose of Object.keys(who)) expect.soft(works[whose], `${name}: ${whose}`).toEqual(works["nobody"]);
    medians[name] = Object.fromEntries(Object.entries(took).map(([whose, all]) => [whose, median(all)]));
  }
  console.info("median ms of an answer, for information", medians);
}, 300_000);

it("tries every route that takes an address", () => {
  const named = API_ROUTES.filter(
    (route) =>
      "body" in route &&
      route.body.type === "json" &&
      JSON.stringify(z.toJSONSchema(route.body.schema, { io: "input" })).includes('"email"'),
  );
  const tried = new Set(TRIES.map(({ route }) => route));
  expect([...tried].sort()).toEqual(named.map(({ method, path }) => `${method} ${path}`).sort());
});

/** The context of an action, which notes every call to the database: what kind, on which rows, found by what. */
function watched(ctx: ActionCtx, calls: string[]): ActionCtx {
  const noted = <Call extends (...args: never[]) => unknown>(kind: string, call: Call): Call =>
    new Proxy(call, {
      apply(own, _, given: readonly unknown[]) {
        const args = Object(given[1]) as { input?: Looked } & Looked; // safe because each field is optional
        const { model = Object.keys(args).join(), where = [] } = args.input ?? args;
        calls.push([kind, model, ...where.map(({ field }) => field)].join(" "));
        return Reflect.apply(own, ctx, given) as unknown;
      },
    });
  const { runQuery, runMutation, runAction } = ctx;
  return {
    ...ctx,
    runQuery: noted("reads", runQuery),
    runMutation: noted("writes", runMutation),
    runAction: noted("runs", runAction),
  };
}

interface Looked {
  readonly model?: string;
  readonly where?: readonly { readonly field: string }[];
}

/** An answer to a fresh challenge, signed by nobody. */
async function forged(ctx: ActionCtx, id: string): Promise<PasskeyAnswer> {
  const made = await requestOptions(ctx);
  const { id: domain, origin } = relyingParty();
  const challenge = made.ok ? made.options.challenge : "";
  const domainHash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(domain)));
  const response = {
    clientDataJSON: base64Url(new TextEncoder().encode(JSON.stringify({ type: "webauthn.get", challenge, origin }))),
    authenticatorData: base64Url(Uint8Array.from([...domainHash, 0b101, 0, 0, 0, 1])),
    // ECDSA's numbers r and s, both 1, in DER.
    signature: base64Url(Uint8Array.from([0x30, 6, 2, 1, 1, 2, 1, 1])),
  };
  return { id, rawId: id, type: "public-key", response };
}

/** A public key of P-256 in COSE's form. */
async function somebodysKey(): Promise<ArrayBuffer> {
  const { publicKey } = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
    "sign",
    "verify",
  ]);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
  const head = [0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 0x20];
  return Uint8Array.from([...head, ...point.slice(1, 33), 0x22, 0x58, 0x20, ...point.slice(33)]).buffer;
}

function base64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64url");
}

function median(all: readonly number[]): number {
  return Math.round(all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0);
}
