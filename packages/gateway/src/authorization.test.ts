import { createIdentity } from "@sendcat/identity";
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { BOT_CHECKED_ROUTES, type ApiCaller, type ApiRoute, type ApiRouteName } from "@sendcat/shared-types";
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
const GUESTS: readonly Caller[] = ["owner", "guest"];
const UNKNOWN: readonly Caller[] = ["nobody", "expired", "forged", "foreign", "session", "service"];

/** How a route is called here. Who may call it is in its row of the table. */
interface Entry {
  readonly path: string;
  readonly body?: unknown;
  /** Where the thing belongs to one user: the status that all others get. */
  readonly others?: number;
  /** Where the plan of guests does not have it: the status that they get. */
  readonly guests?: number;
}

/** The part of a picture that is checked. */
const GIF = "GIF89a";

const owned = chatBody(`Tell me ${SECRET}`);
const { turnId, threadId } = owned;

/** One entry for each route; the compiler names the one that is missing. */
const MATRIX: Readonly<Record<ApiRouteName, Entry>> = {
  "POST /api/chat": { path: "/api/chat", body: owned, others: 409 },
  "GET /api/chat/{turnId}/stream": { path: `/api/chat/${turnId}/stream`, others: 204 },
  "POST /api/chat/{turnId}/stop": { path: `/api/chat/${turnId}/stop`, body: {}, others: 404 },
  "POST /api/session": { path: "/api/session", body: {} },
  "POST /api/account/code": { path: "/api/account/code", body: { email: "ana@sendcat.test" } },
  "POST /api/account/password": {
    path: "/api/account/password",
    body: { email: "ana@sendcat.test", code: "000000", password: "long enough" },
  },
  "POST /api/account/passkey/options": { path: "/api/account/passkey/options", body: {} },
  "POST /api/account/passkey": {
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
  "GET /api/account/providers": { path: "/api/account/providers" },
  "POST /api/account/provider": {
    path: "/api/account/provider",
    body: { provider: "islandid" },
  },
  "POST /api/attachments": { path: "/api/attachments", guests: 403, body: GIF },
  "POST /api/billing/checkout": {
    path: "/api/billing/checkout",
    body: { plan: "plus", currency: "usd" },
  },
  "POST /api/billing/portal": { path: "/api/billing/portal", body: {} },
  "POST /api/webhooks/{source}": { path: "/api/webhooks/bank", body: {} },
  "GET /api/threads": { path: "/api/threads" },
  "GET /api/threads/{threadId}/messages": { path: `/api/threads/${threadId}/messages`, others: 404 },
  "GET /api/shares/{shareId}": { path: "/api/shares/shared-by-link" },
  "POST /api/reports": { path: "/api/reports", body: { about: "turn", id: turnId, reason: "wrong" }, others: 404 },
  "GET /api/quota": { path: "/api/quota" },
  "GET /api/config": { path: "/api/config" },
  "GET /api/openapi.json": { path: "/api/openapi.json" },
  "GET /api/health": { path: "/api/health" },
  "GET /api/ready": { path: "/api/ready" },
  "GET /api/ops/metrics": { path: "/api/ops/metrics" },
  "GET /api/ops/snapshot": { path: "/api/ops/snapshot" },
  "GET /api/ops/reports": { path: "/api/ops/reports" },
  "POST /api/ops/reports/{reportId}/handle": { path: `/api/ops/reports/${turnId}/handle`, body: {} },
  "POST /api/ops/controls": { path: "/api/ops/controls", body: { action: "drain", on: false } },
  "GET /.well-known/jwks.json": { path: "/.well-known/jwks.json" },
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

/** Those that the route answers, and the status that each of the others gets. */
function expected({ caller }: ApiRoute, { others, guests }: Entry) {
  const served: Readonly<Record<ApiCaller, readonly Caller[]>> = {
    public: CALLERS,
    guest: others === undefined ? ["owner", ...STRANGERS] : ["owner"],
    user: ["user", "operator"],
    operator: ["operator"],
    webhook: [],
    code: [],
  };
  const isServed = (who: Caller) => served[caller].includes(who) && !(guests !== undefined && GUESTS.includes(who));
  const refusedWith = (who: Caller): number => {
    if (caller === "webhook") return 401;
    if (caller === "code") return 403;
    if (UNKNOWN.includes(who)) return who === "service" ? 403 : 401;
    return others ?? guests ?? 403;
  };
  return { served: CALLERS.filter(isServed), refused: CALLERS.filter((who) => !isServed(who)), refusedWith };
}

describe("who may call which route", () => {
  it.each(ROUTES)("$name opens to those it is for", async (route) => {
    const entry = MATRIX[route.name];
    for (const caller of expected(route, entry).served)
      expect([200, 202, 204], caller).toContain((await knock(entry, caller)).status);
  });

  it.each(ROUTES)("$name tells nobody else, and lets them change nothing", async (route) => {
    const entry = MATRIX[route.name];
    const before = await belongings();
    const { refused, refusedWith } = expected(route, entry);
    for (const caller of refused) expect((await knock(entry, caller)).status, caller).toBe(refusedWith(caller));
    for (const caller of CALLERS.filter((one) => one !== "owner"))
      expect((await knock(entry, caller)).said, caller).not.toContain(SECRET);
    expect(await belongings()).toEqual(before);
  });

  it.each(ROUTES)("$name asks no limiter that its row does not name", async (route) => {
    w.throttled.clear();
    for (const caller of CALLERS) await knock(MATRIX[route.name], caller);
    const named = [route.throttle?.name, ...(route.ownThrottles ?? [])];
    for (const name of w.throttled.keys()) expect(named).toContain(name);
  });

  it.each(ROUTES)("$name asks the host's bot check exactly where its row says so, as the page does", async (route) => {
    let asked = 0;
    w.host.isBot = async () => ++asked < 0;
    for (const caller of CALLERS) await knock(MATRIX[route.name], caller);
    delete w.host.isBot;
    expect(asked > 0).toBe(BOT_CHECKED_ROUTES.some(({ method, path }) => route.name === `${method} ${path}`));
  });
});
