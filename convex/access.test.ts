// @vitest-environment edge-runtime
import betterAuth from "@convex-dev/better-auth/test";
import { ConvexError } from "convex/values";
import { getFunctionName } from "convex/server";
import { beforeAll, describe, expect, it } from "vitest";
import { api } from "./_generated/api.js";
import schema from "./schema.ts";
import {
  beginArgs,
  converse,
  ending,
  finishArgs,
  firstPage,
  openDeployment,
} from "./model/platform/deployment.fixture.ts";

const deployment = openDeployment();
// safe because the component's own test module expects an older convex-test of the same shape
betterAuth.register(deployment.t as never);
const ana = deployment.person("ana");
const ben = deployment.person("ben");
const account = deployment.person("cleo", "pro");
const operator = deployment.t.withIdentity({ subject: "user-op", kind: "user", plan: "pro", role: "operator" });
const SHARE_ID = crypto.randomUUID();
const goneThreadId = crypto.randomUUID();
const threadId = crypto.randomUUID();
const liveThreadId = crypto.randomUUID();
let turnId = "";
let liveTurnId = "";

beforeAll(async () => {
  ({ turnId } = await converse(deployment.service, { threadId, text: "secret" }));
  await converse(deployment.service, { threadId: goneThreadId, text: "secret" });
  await ana.mutation(api.threads.remove, { threadId: goneThreadId });
  await ana.mutation(api.shares.create, { threadId, shareId: SHARE_ID });
  const live = { threadId: liveThreadId, text: "secret", answer: null };
  ({ turnId: liveTurnId } = await converse(deployment.service, live));
  await deployment.t.run(async ({ db }) => {
    const account = { ownerId: "guest:ana", authUserId: "auth-ana", plan: "free", role: "user" } as const;
    await db.insert("accounts", { ...account, graceUntilMs: null });
    const key = { publicKey: new ArrayBuffer(4), counter: 0, transports: [], name: "secret", usedAtMs: null };
    await db.insert("passkeys", { ...key, authUserId: "auth-ana", credentialId: "a2V5LW9mLWFuYQ" });
  });
});

type Caller = Pick<typeof ana, "query" | "mutation" | "action">;
const empty = { page: [], isDone: true };
const notFound = { ok: false, refusal: { code: "not_found" } };
const checkpoint = () => ({ turnId: liveTurnId, chunk: null, progress: null });

const stored = async () => await deployment.t.run(async ({ storage }) => await storage.store(new Blob(["x"])));

const charge = { chargeId: "ch_1", customerId: "cus_1", outcome: "paid", amountMinor: 1, refundedMinor: 0 } as const;
const event = { kind: "charge", ...charge, currency: "usd" } as const;
const webhook = { source: "stripe", eventId: "evt_1", type: "charge.succeeded", version: "1", event };

/** Every function for users, called on Ana's data, and the result that Ben must get. */
const forPeople: Readonly<Record<string, { call: (as: Caller) => Promise<unknown>; stranger: object | null }>> = {
  "threads:list": { call: (as) => as.query(api.threads.list, { paginationOpts: firstPage }), stranger: empty },
  "threads:get": { call: (as) => as.query(api.threads.get, { threadId }), stranger: null },
  "threads:rename": { call: (as) => as.mutation(api.threads.rename, { threadId, title: "Mine" }), stranger: notFound },
  "threads:remove": { call: (as) => as.mutation(api.threads.remove, { threadId }), stranger: notFound },
  "threads:pinned": { call: (as) => as.query(api.threads.pinned, {}), stranger: [] },
  "threads:pin": { call: (as) => as.mutation(api.threads.pin, { threadId, pinned: true }), stranger: notFound },
  "threads:search": { call: (as) => as.query(api.threads.search, { words: "secret" }), stranger: [] },
  "archives:open": { call: (as) => as.mutation(api.archives.open, { threadId }), stranger: notFound },
  "threads:restore": { call: (as) => as.mutation(api.threads.restore, { threadId: goneThreadId }), stranger: notFound },
  "shares:ofThread": { call: (as) => as.query(api.shares.ofThread, { threadId }), stranger: null },
  "shares:create": {
    call: (as) => as.mutation(api.shares.create, { threadId, shareId: SHARE_ID }),
    stranger: notFound,
  },
  "shares:revoke": { call: (as) => as.mutation(api.shares.revoke, { threadId }), stranger: notFound },
  "passkeys:list": { call: (as) => as.query(api.passkeys.list, {}), stranger: [] },
  "passkeys:remove": { call: (as) => as.mutation(api.passkeys.remove, { id: "a2V5LW9mLWFuYQ" }), stranger: notFound },
  "exports:list": { call: (as) => as.query(api.exports.list, {}), stranger: [] },
  "exports:request": {
    call: (as) => as.mutation(api.exports.request, { threadId, format: "json" }),
    stranger: notFound,
  },
  "messages:list": {
    call: (as) => as.query(api.messages.list, { threadId, paginationOpts: firstPage }),
    stranger: empty,
  },
  "turns:read": { call: (as) => as.query(api.turns.read, { turnId, afterSeq: -1 }), stranger: null },
  "turns:follow": { call: (as) => as.mutation(api.turns.follow, { turnId: liveTurnId }), stranger: null },
  "turns:requestStop": { call: (as) => as.mutation(api.turns.requestStop, { turnId: liveTurnId }), stranger: null },
};

const question = {
  key: `search_web:${"0".repeat(32)}`,
  tool: "search_web" as const,
  input: { query: "secret" },
  plan: "guest" as const,
  clearedAtMs: 0,
};

const report = { reporterId: "guest:ana", about: "turn", id: "none", reason: "wrong", text: "" } as const;

/** Functions that act only on the caller's own account: they take no id of Ana's data. */
const forSelf: Readonly<Record<string, (as: Caller) => Promise<unknown>>> = {
  "people:erasing": (as) => as.query(api.people.erasing, {}),
  "retention:mine": (as) => as.query(api.retention.mine, {}),
  "people:erase": (as) => as.mutation(api.people.erase, {}),
};

const forTheService: Readonly<Record<string, (as: Caller) => Promise<unknown>>> = {
  "shares:read": (as) => as.query(api.shares.read, { shareId: SHARE_ID, paginationOpts: firstPage }),
  "turns:begin": (as) => as.mutation(api.turns.begin, beginArgs({})),
  "turns:beat": (as) => as.mutation(api.turns.beat, { worker: "worker-of-nobody-0", leaseMs: 1_000 }),
  "turns:signals": (as) => as.query(api.turns.signals, { worker: "worker-of-nobody-0" }),
  "turns:oweSettlement": (as) => as.mutation(api.turns.oweSettlement, { turnId }),
  "signIn:sendCode": (as) => as.action(api.signIn.sendCode, { email: "ana@sendcat.test", purpose: "sign-in" }),
  "signIn:enter": (as) =>
    as.action(api.signIn.enter, { proof: { email: "ana@sendcat.test", code: "123456" }, guestId: null }),
  "signIn:setPassword": (as) =>
    as.action(api.signIn.setPassword, { email: "ana@sendcat.test", code: "123456", password: "long enough" }),
  "signIn:providers": (as) => as.query(api.signIn.providers, {}),
  "signIn:provider": (as) => as.action(api.signIn.provider, { provider: "nobody" }),
  "passkeys:options": (as) => as.action(api.passkeys.options, { to: null }),
  "passkeys:add": (as) =>
    as.action(api.passkeys.add, {
      passkey: {
        id: "Zm9yZWlnbg",
        rawId: "Zm9yZWlnbg",
        type: "public-key",
        response: { clientDataJSON: "e30", attestationObject: "oA", transports: [] },
      },
      name: "Phone",
    }),
  "documents:commit": async (as) =>
    as.action(api.documents.commit, { ownerId: "guest:ana", storageId: await stored(), name: "list.pdf" }),
  "accounts:renew": (as) => as.mutation(api.accounts.renew, { sid: "nobody's" }),
  "accounts:hasSignedIn": (as) => as.query(api.accounts.hasSignedIn, { guestId: "guest:ana" }),
  "accounts:signOut": (as) => as.mutation(api.accounts.signOut, { sid: "nobody's", everywhere: true }),
  "attachments:begin": (as) => as.mutation(api.attachments.begin, { ownerId: "guest:ana" }),
  "attachments:commit": async (as) =>
    as.mutation(api.attachments.commit, {
      ownerId: "guest:ana",
      storageId: await stored(),
      name: "x.png",
      mediaType: "image/png",
    }),
  "billing:purchases": (as) => as.query(api.billing.purchases, { ownerId: "guest:ana" }),
  "operations:contract": (as) => as.query(api.operations.contract, {}),
  "operations:queues": (as) => as.query(api.operations.queues, {}),
  "operations:append": (as) =>
    as.mutation(api.operations.append, { actor: "user-op", requestId: "r-1", action: "kill", detail: "{}" }),
  "operations:perform": (as) =>
    as.mutation(api.operations.perform, {
      actor: "user-op",
      requestId: "r-1",
      task: { action: "replay-dead-letters" },
    }),
  "operations:recent": (as) => as.query(api.operations.recent, {}),
  "webhooks:receive": (as) => as.mutation(api.webhooks.receive, webhook),
  "usage:dayTotals": (as) => as.query(api.usage.dayTotals, { day: "2026-11-23", after: null }),
  "usage:userTotals": (as) => as.query(api.usage.userTotals, { userId: "guest:ana", day: "2026-11-23" }),
  "turns:checkpoint": (as) => as.mutation(api.turns.checkpoint, { checkpoints: [checkpoint()] }),
  "toolJobs:ask": (as) => as.mutation(api.toolJobs.ask, { ...question, key: "not a key" }),
  "toolJobs:deliverLater": (as) => as.mutation(api.toolJobs.deliverLater, { key: question.key, turnId, callId: "c" }),
  "toolJobs:cancel": (as) => as.mutation(api.toolJobs.cancel, { key: question.key }),
  "reports:file": (as) => as.mutation(api.reports.file, report),
  "reports:list": (as) => as.query(api.reports.list, { paginationOpts: firstPage }),
  "reports:handle": (as) => as.mutation(api.reports.handle, { reportId: "none", actor: "user-op", requestId: "r-1" }),
  "turns:finish": (as) => as.mutation(api.turns.finish, finishArgs(ending(liveTurnId, "forged"))),
};

const forOperators: Readonly<Record<string, (as: Caller) => Promise<unknown>>> = {
  "operations:history": (as) => as.query(api.operations.history, { paginationOpts: firstPage }),
  "webhooks:deadLetters": (as) => as.query(api.webhooks.deadLetters, { paginationOpts: firstPage }),
  "webhooks:replay": (as) => as.mutation(api.webhooks.replay, { source: "stripe", eventId: "evt_1" }),
};

/** Every file of functions, so that new ones are found. */
const modules = import.meta.glob(["./*.ts", "!./*.test.ts", "!./*.config.ts", "!./schema.ts", "!./crons.ts"]);

/** Queries: they answer the service like a user who owns nothing. */
const READABLE = [
  "threads:list",
  "threads:get",
  "threads:pinned",
  "threads:search",
  "shares:ofThread",
  "exports:list",
  "passkeys:list",
  "messages:list",
  "turns:read",
];

async function codeOf(call: Promise<unknown>): Promise<unknown> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof ConvexError)) throw error;
    // safe because every ConvexError of this folder carries an object
    const data = error.data as string | { code: string };
    return typeof data === "string" ? JSON.parse(data).code : data.code;
  }
}

describe("access to functions", () => {
  it("is tested below for every public function", async () => {
    const publicNames: string[] = [];
    for (const [file, load] of Object.entries(modules)) {
      for (const [name, fn] of Object.entries((await load()) as object)) {
        // Convex functions are JavaScript functions with extra properties.
        if (typeof fn === "function" && "isPublic" in fn && fn.isPublic)
          publicNames.push(`${file.slice(2, -3)}:${name}`);
      }
    }
    const known = [forPeople, forSelf, forTheService, forOperators].flatMap((table) => Object.keys(table));
    expect(publicNames.sort()).toEqual(known.sort());
    expect(getFunctionName(api.turns.begin)).toBe("turns:begin");
  });

  it.each(Object.entries(forPeople))("%s shows nothing to another user, and changes nothing", async (_, probe) => {
    const before = await snapshot();
    for (const stranger of [ben, account, operator]) {
      const answer = await probe.call(stranger);
      expectNothing(answer, probe.stranger);
      expect(JSON.stringify(answer)).not.toContain("secret");
    }
    expect(await snapshot()).toEqual(before);
  });

  it.each(Object.entries(forPeople))(
    "%s refuses calls without a token, or with one of an unknown kind",
    async (_, { call }) => {
      const { t } = deployment;
      expect(await codeOf(call(t))).toBe("unauthenticated");
      const strangers = [
        { subject: "guest:ana" },
        { subject: "guest:ana", kind: "guest", plan: "platinum" },
        { subject: "guest:ana", kind: "admin", plan: "guest" },
        { subject: "guest:ana", kind: "guest", plan: "guest", role: "operator" },
        { subject: "guest:ana", kind: "user", plan: "pro", role: "root" },
        { subject: "service:gateway", kind: "guest", plan: "guest" },
      ];
      for (const claims of strangers) expect(await codeOf(call(t.withIdentity(claims)))).toBe("forbidden");
    },
  );

  it.each(Object.entries(forPeople))("%s returns nothing to the service", async (name, { call, stranger }) => {
    const before = await snapshot();
    const answer = await codeOf(call(deployment.service));
    if (answer !== "forbidden") expectNothing(answer, stranger);
    expect(READABLE.includes(name)).toBe(answer !== "forbidden");
    expect(JSON.stringify(answer)).not.toContain("secret");
    expect(await snapshot()).toEqual(before);
  });

  it.each(Object.entries(forSelf))("%s acts only on the calling user's account", async (_, call) => {
    const { t, service } = deployment;
    expect(await codeOf(call(t))).toBe("unauthenticated");
    expect(JSON.stringify(await codeOf(call(service)))).not.toContain("guest:ana");
    const before = await snapshot();
    const ofAna = (rows: Awaited<ReturnType<typeof snapshot>>) => JSON.stringify(rows).match(/guest:ana/g)?.length;
    for (const stranger of [ben, account, operator]) await call(stranger);
    expect(ofAna(await snapshot())).toBe(ofAna(before));
  });

  it.each(Object.entries(forTheService))("%s refuses everyone but the service", async (_, call) => {
    const before = await snapshot();
    const { t } = deployment;
    expect(await codeOf(call(t))).toBe("unauthenticated");
    for (const as of [ana, account, operator]) expect(await codeOf(call(as))).toBe("forbidden");
    expect(await codeOf(call(t.withIdentity({ subject: "guest:ana", kind: "service" })))).toBe("forbidden");
    expect(await codeOf(call(t.withIdentity({ subject: "service:gateway", kind: "user", plan: "pro" })))).toBe(
      "forbidden",
    );
    expect(await snapshot()).toEqual(before);
  });

  it.each(Object.entries(forOperators))("%s refuses everyone but operators", async (_, call) => {
    const before = await snapshot();
    const { t, service } = deployment;
    expect(await codeOf(call(t))).toBe("unauthenticated");
    for (const as of [ana, service, deployment.person("ana", "pro")]) expect(await codeOf(call(as))).toBe("forbidden");
    expect(
      await codeOf(call(t.withIdentity({ subject: "guest:ana", kind: "guest", plan: "guest", role: "operator" }))),
    ).toBe("forbidden");
    expect(await snapshot()).toEqual(before);
  });

  it("accepts every function from those who may call it", async () => {
    for (const [name, { call, stranger }] of Object.entries(forPeople)) {
      if (name === "threads:remove" || name === "shares:revoke") continue;
      const answer = await call(ana);
      if (["shares:ofThread", "exports:list", "threads:pinned", "passkeys:list"].includes(name)) continue;
      expect(answer, name).not.toBeNull();
      if (stranger !== null) expect(answer, name).not.toEqual(stranger);
      if (stranger !== null && "ok" in stranger) expect(answer, name).toMatchObject({ ok: true });
    }
    expect(await forTheService["turns:checkpoint"]?.(deployment.service)).toEqual([{ live: true }]);
    expect(await forTheService["turns:finish"]?.(deployment.service)).toEqual({ applied: true });
    for (const [name, call] of Object.entries(forOperators))
      expect(await codeOf(call(operator)), name).toBeTypeOf("object");
    expect(await forPeople["threads:remove"]?.call(ana)).toEqual({ ok: true });
  });
});

function expectNothing(answer: unknown, nothing: object | null) {
  if (nothing === null) expect(answer).toBeNull();
  else if (Array.isArray(nothing)) expect(answer).toEqual(nothing);
  else expect(answer).toMatchObject(nothing);
}

async function snapshot() {
  return await deployment.t.run(async ({ db }) => {
    // safe because these are the schema's own names
    const tables = Object.keys(schema.tables) as (keyof typeof schema.tables)[];
    return await Promise.all(tables.map((table) => db.query(table).take(100)));
  });
}
