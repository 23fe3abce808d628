import { createIdentity } from "@sendcat/identity";
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { ROUTES } from "./routes/route-table.ts";
import { readChunks } from "./testing/read-ui-stream.ts";
import { scriptedModel, stop, text, usage } from "@sendcat/port-contracts";
import { chatBody, FAST_POLICY, world } from "./testing/world.ts";

const ISSUER = "https://sendcat.test";
const SECRET = "the owner's secret";

/** Every kind of caller. `owner` has a thread with a turn; the last six have no valid access token. */
const CALLERS = [
  "owner",
  "guest",
  "user",
  "operator",
  "nobody",
  "expired",
  "forged",
  "foreign",
  "session",
  "service",
] as const;
type Caller = (typeof CALLERS)[number];
const STRANGERS: readonly Caller[] = ["guest", "user", "operator"];
const UNKNOWN: readonly Caller[] = ["nobody", "expired", "forged", "foreign", "session", "service"];

/**
 * Who may call a route. `open`: every caller; shows no user's data. `person`: every user, their own data. `account`: the same without guests.
 * `owner`: only the owner of the data; other users get the status `stranger`. `operator`: operators only.
 * `signed`: no token helps, only a signed body. `code`: only with a code from an email.
 */
type Entry = { readonly path: string; readonly body?: unknown } & (
  | { readonly access: "open" | "person" | "account" | "operator" | "signed" | "code" }
  | { readonly access: "owner"; readonly stranger: number }
);

/** The part of a picture that is checked. */
const GIF = "GIF89a";

const owned = chatBody(`Tell me ${SECRET}`);
const { turnId, threadId } = owned;

/** One entry per route: a route without one fails the first test below. */
const MATRIX: Readonly<Record<string, Entry>> = {
  "POST /api/chat": { access: "owner", path: "/api/chat", body: owned, stranger: 409 },
  "GET /api/chat/{turnId}/stream": { access: "owner", path: `/api/chat/${turnId}/stream`, stranger: 204 },
  "POST /api/chat/{turnId}/stop": { access: "owner", path: `/api/chat/${turnId}/stop`, body: {}, stranger: 404 },
  "POST /api/session": { access: "open", path: "/api/session", body: {} },
  "POST /api/account/code": { access: "open", path: "/api/account/code", body: { email: "ana@sendcat.test" } },
  "POST /api/account/password": {
    access: "code",
    path: "/api/account/password",
    body: { email: "ana@sendcat.test", code: "000000", password: "long enough" },
  },
  "POST /api/account/passkey/options": { access: "open", path: "/api/account/passkey/options", body: {} },
  "POST /api/account/passkey": {
    access: "code",
    path: "/api/account/passkey",
    body: {
      passkey: {
        id: "Zm9yZWlnbg",
        rawId: "Zm9yZWlnbg",
        type: "public-key",
        response: { clientDataJSON: "e30", attestationObject: "oA" },
      },
    },
  },
  "GET /api/account/providers": { access: "open", path: "/api/account/providers" },
  "POST /api/account/provider": {
    access: "open",
    path: "/api/account/provider",
    body: { provider: "islandid" },
  },
  "POST /api/attachments": { access: "account", path: "/api/attachments", body: GIF },
  "POST /api/billing/checkout": {
    access: "account",
    path: "/api/billing/checkout",
    body: { plan: "plus", currency: "usd" },
  },
  "POST /api/billing/portal": { access: "account", path: "/api/billing/portal", body: {} },
  "POST /api/webhooks/{source}": { access: "signed", path: "/api/webhooks/bank", body: {} },
  "GET /api/threads": { access: "person", path: "/api/threads" },
  "GET /api/threads/{threadId}/messages": { access: "owner", path: `/api/threads/${threadId}/messages`, stranger: 404 },
  "GET /api/shares/{shareId}": { access: "open", path: "/api/shares/shared-by-link" },
  "GET /api/quota": { access: "person", path: "/api/quota" },
  "GET /api/config": { access: "open", path: "/api/config" },
  "GET /api/health": { access: "open", path: "/api/health" },
  "GET /api/ready": { access: "open", path: "/api/ready" },
  "GET /api/ops/metrics": { access: "operator", path: "/api/ops/metrics" },
  "GET /api/ops/snapshot": { access: "operator", path: "/api/ops/snapshot" },
  "POST /api/ops/controls": { access: "operator", path: "/api/ops/controls", body: { action: "drain", on: false } },
  "GET /.well-known/jwks.json": { access: "open", path: "/.well-known/jwks.json" },
};

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: "test" };
}

let tokens: Readonly<Record<Caller, string | undefined>>;
let w: ReturnType<typeof world>;

beforeAll(async () => {
  const [key, otherKey] = await Promise.all([newKey(), newKey()]);
  const sign = async (sub: string, claims: object, given: { key?: JWK; issuer?: string; seconds?: number } = {}) =>
    await new SignJWT({ kind: "guest", plan: "guest", ...claims })
      .setProtectedHeader({ alg: "ES256", kid: "test" })
      .setIssuer(given.issuer ?? ISSUER)
      .setAudience("sendcat")
      .setSubject(sub)
      .setExpirationTime(Math.floor(Date.now() / 1_000) + (given.seconds ?? 600))
      .sign(await importJWK(given.key ?? key, "ES256"));
  const identity = createIdentity({ signingKey: JSON.stringify(key), issuer: ISSUER });
  tokens = {
    owner: await sign("guest:owner", {}),
    guest: await sign("guest:other", {}),
    user: await sign("user-other", { kind: "user", plan: "pro" }),
    operator: await sign("user-operator", { kind: "user", plan: "pro", role: "operator" }),
    nobody: undefined,
    expired: await sign("guest:owner", {}, { seconds: -60 }),
    forged: await sign("guest:owner", { role: "operator" }, { key: otherKey }),
    foreign: await sign("guest:owner", {}, { issuer: "https://elsewhere.test" }),
    session: (await identity.grant({ kind: "guest", userId: "guest:owner", proven: false })).sessionToken,
    service: await identity.serviceToken(),
  };
  w = world(scriptedModel([[text(`It is ${SECRET}`)], [usage(42), stop]]), FAST_POLICY, { identity });
  // The billing portal opens only to users who have bought something.
  for (const userId of ["user-other", "user-operator"]) w.buysPlus(userId);
  await readChunks(await w.post("/api/chat", owned, tokens.owner));
  await w.settled();
});

async function knock({ path, body }: Entry, caller: Caller) {
  const response = body === undefined ? await w.get(path, tokens[caller]) : await w.post(path, body, tokens[caller]);
  return { status: response.status, said: await response.text() };
}

/** The owner's data, to check that no other caller has changed it. */
async function belongings() {
  const as = { token: tokens.owner ?? "" };
  const page = { cursor: null, limit: 100 };
  return [await w.store.threads.threads(page, as), await w.store.threads.messages({ ...page, threadId }, as)];
}

describe("who may call which route", () => {
  it("is declared for every route", () => {
    expect(Object.keys(MATRIX).sort()).toEqual(ROUTES.map(({ name }) => name).sort());
  });

  it.each(Object.entries(MATRIX))("%s answers the callers who are allowed", async (_, entry) => {
    const callers: readonly Caller[] = {
      open: CALLERS,
      person: ["owner", ...STRANGERS] as const,
      owner: ["owner"] as const,
      account: ["user", "operator"] as const,
      operator: ["operator"] as const,
      signed: [],
      code: [],
    }[entry.access];
    for (const caller of callers) expect([200, 202, 204], caller).toContain((await knock(entry, caller)).status);
  });

  it.each(Object.entries(MATRIX))(
    "%s shows other callers nothing of the owner's data, and lets them change nothing",
    async (_, entry) => {
      const before = await belongings();
      for (const caller of UNKNOWN) {
        const { status, said } = await knock(entry, caller);
        if (entry.access === "signed") expect(status, caller).toBe(401);
        else if (entry.access === "code") expect(status, caller).toBe(403);
        else if (entry.access !== "open") expect(status, caller).toBe(caller === "service" ? 403 : 401);
        expect(said, caller).not.toContain(SECRET);
      }
      for (const caller of STRANGERS) {
        const { status, said } = await knock(entry, caller);
        if (entry.access === "owner") expect(status, caller).toBe(entry.stranger);
        if (entry.access === "signed") expect(status, caller).toBe(401);
        if (entry.access === "code") expect(status, caller).toBe(403);
        if (entry.access === "account" && caller === "guest") expect(status, caller).toBe(403);
        if (entry.access === "operator" && caller !== "operator") expect(status, caller).toBe(403);
        expect(said, caller).not.toContain(SECRET);
      }
      expect(await belongings()).toEqual(before);
    },
  );
});
