// @vitest-environment edge-runtime
import { afterEach, describe, expect, it, vi } from "vitest";
import { api } from "./_generated/api.js";
import {
  beginArgs,
  converse,
  ending,
  finishArgs,
  firstPage,
  openDeployment,
} from "./model/platform/deployment.fixture.ts";
import schema from "./schema.ts";

afterEach(() => void vi.useRealTimers());

function open() {
  const deployment = openDeployment();
  const ask = async (text: string, answer = `Answer to ${text}`, threadId: string = crypto.randomUUID()) =>
    (await converse(deployment.service, { threadId, text, answer })).threadId;
  return { ...deployment, ana: deployment.person("ana"), ben: deployment.person("ben"), ask };
}

describe("finding a conversation", () => {
  it("works by its title and by its messages, each once, and never in another user's", async () => {
    const { ana, ben, ask } = open();
    const kettle = await ask("A kettle under 40 dollars");
    const shoes = await ask("Running shoes", "Try these: the Breeze, with a kettle-shaped sole");
    await ask("A fan");
    const search = async (as: typeof ana, words: string) => await as.query(api.threads.search, { words });
    const hits = await search(ana, "kettle");
    expect(hits.map(({ id }) => id).sort()).toEqual([kettle, shoes].sort());
    expect(hits.find(({ id }) => id === shoes)?.excerpt).toContain("kettle-shaped");
    expect(await search(ben, "kettle")).toEqual([]);
    for (const nothing of ["", "   ", "zzz"]) expect(await search(ana, nothing)).toEqual([]);
    await ana.mutation(api.threads.remove, { threadId: kettle });
    expect((await search(ana, "dollars")).map(({ id }) => id)).toEqual([]);
  });

  it("does not find an answer before it is complete", async () => {
    const { ana, service } = open();
    const { turnId } = await converse(service, { threadId: crypto.randomUUID(), text: "hello", answer: null });
    expect(await ana.query(api.threads.search, { words: "secret" })).toEqual([]);
    await service.mutation(api.turns.finish, finishArgs(ending(turnId, "the secret")));
    expect(await ana.query(api.threads.search, { words: "secret" })).toHaveLength(1);
  });
});

describe("pinning", () => {
  it("keeps conversations at the top, twenty at most", async () => {
    const { ana, ask } = open();
    const ids = [];
    for (let i = 0; i < 21; i++) ids.push(await ask(`question ${i}`));
    const outcomes = [];
    for (const threadId of ids) outcomes.push(await ana.mutation(api.threads.pin, { threadId, pinned: true }));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(20);
    expect(outcomes.at(-1)).toMatchObject({ refusal: { code: "conflict", scope: "thread.pinned", limit: 20 } });
    const [first = ""] = ids;
    expect(await ana.mutation(api.threads.pin, { threadId: first, pinned: false })).toEqual({ ok: true });
    expect(await ana.query(api.threads.pinned, {})).toHaveLength(19);
  });
});

describe("deleting a conversation", () => {
  it("can be undone for twenty seconds, with everything in it, and not after", async () => {
    vi.useFakeTimers();
    const { t, ana, ask } = open();
    const threadId = await ask("Do you ship to Kingston?");
    const messages = async () => (await ana.query(api.messages.list, { threadId, paginationOpts: firstPage })).page;
    const before = await messages();
    await ana.mutation(api.threads.remove, { threadId });
    expect(await messages()).toEqual([]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await ana.mutation(api.threads.restore, { threadId })).toEqual({ ok: true });
    await t.finishAllScheduledFunctions(vi.runAllTimers);
    expect(await messages()).toEqual(before);

    // Removed again before the first removal's purge is due: that purge must not delete it early.
    await ana.mutation(api.threads.remove, { threadId });
    await vi.advanceTimersByTimeAsync(15_000);
    await ana.mutation(api.threads.restore, { threadId });
    await ana.mutation(api.threads.remove, { threadId });
    await vi.advanceTimersByTimeAsync(10_000);
    await t.finishInProgressScheduledFunctions();
    expect(await ana.mutation(api.threads.restore, { threadId })).toEqual({ ok: true });
    expect(await messages()).toEqual(before);

    await ana.mutation(api.threads.remove, { threadId });
    await t.finishAllScheduledFunctions(vi.runAllTimers);
    expect(await ana.mutation(api.threads.restore, { threadId })).toMatchObject({ refusal: { code: "not_found" } });
    expect(await t.run(async ({ db }) => await db.query("messages").take(1))).toEqual([]);
  });
});

describe("a share link", () => {
  it("shows what was there when it was made, without names or ids, until it is revoked", async () => {
    const { ana, ben, service, ask } = open();
    const threadId = await ask("Is it cheaper in Miami?", "Yes, it is");
    const shareId = crypto.randomUUID();
    const read = async (id: string) => await service.query(api.shares.read, { shareId: id, paginationOpts: firstPage });
    expect(await read(shareId)).toBeNull();
    expect(await ana.mutation(api.shares.create, { threadId, shareId })).toMatchObject({ ok: true, shareId });
    await new Promise((resolve) => setTimeout(resolve, 5));
    await ask("And my address is 5 Hope Road?", "Noted", threadId);
    const page = await read(shareId);
    expect(page).toMatchObject({
      title: "Is it cheaper in Miami?",
      messages: [
        { role: "user", text: "Is it cheaper in Miami?" },
        { role: "assistant", text: "Yes, it is" },
      ],
      cursor: null,
    });
    expect(JSON.stringify(page)).not.toMatch(/guest|ana|Hope Road/);
    expect(JSON.stringify(page)).not.toContain(threadId);
    expect(Object.keys(page?.messages[0] ?? {}).sort()).toEqual(["role", "status", "text"]);

    // Shared again, under the same link, it shows the messages added since.
    const again = await ana.mutation(api.shares.create, { threadId, shareId: crypto.randomUUID() });
    expect(again).toMatchObject({ ok: true, shareId });
    expect((await read(shareId))?.messages).toHaveLength(4);

    expect(await ben.mutation(api.shares.revoke, { threadId })).toMatchObject({ refusal: { code: "not_found" } });
    expect(await ana.mutation(api.shares.revoke, { threadId })).toEqual({ ok: true });
    expect(await read(shareId)).toBeNull();
  });

  it("has an unguessable id, and ends with its conversation", async () => {
    const { ana, service, ask } = open();
    const threadId = await ask("Hello");
    for (const shareId of ["", "1", "aaaaaaaaaaaaaaaaaaaaaaaa", "00000000-0000-0000-0000-000000000000"])
      expect(await ana.mutation(api.shares.create, { threadId, shareId })).toMatchObject({
        refusal: { code: "invalid_request", scope: "share.id" },
      });
    const shareId = crypto.randomUUID();
    await ana.mutation(api.shares.create, { threadId, shareId });
    await ana.mutation(api.threads.remove, { threadId });
    expect(await service.query(api.shares.read, { shareId, paginationOpts: firstPage })).toBeNull();
  });
});

describe("an export", () => {
  it.each(["json", "markdown"] as const)("has every conversation and message, as %s", async (format) => {
    vi.useFakeTimers();
    const { t, ana, ben, ask } = open();
    const threadId = await ask("First question", "First answer");
    for (let i = 0; i < 60; i++) await ask(`more ${i}`, `said ${i}`, threadId);
    await ask("Second question", "Second answer");
    const gone = await ask("Gone question");
    await ana.mutation(api.threads.remove, { threadId: gone });
    expect(await ana.mutation(api.exports.request, { threadId: null, format })).toEqual({ ok: true });
    expect(await ana.mutation(api.exports.request, { threadId: null, format })).toMatchObject({
      refusal: { code: "conflict" },
    });
    await vi.advanceTimersByTimeAsync(1);
    await t.finishInProgressScheduledFunctions();
    const [row] = await ana.query(api.exports.list, {});
    expect(row).toMatchObject({ state: "ready", threads: 2, isWhole: true });
    expect(await ben.query(api.exports.list, {})).toEqual([]);
    const text = await t.run(async ({ db, storage }) => {
      const file = (await db.query("exports").first())?.files[0];
      return file ? await (await storage.get(file.storageId))?.text() : "";
    });
    for (let i = 0; i < 60; i++) expect(text).toContain(`said ${i}`);
    expect(text).toContain("Second answer");
    expect(text).not.toContain("Gone");
    if (format === "json") {
      const { threads } = JSON.parse(text ?? "");
      expect(threads.map(({ messages }: { messages: unknown[] }) => messages.length)).toEqual([122, 2]);
    }
  });
});

describe("being erased", () => {
  it("leaves no trace of a user in any table or file, except the ledger's amounts", async () => {
    vi.useFakeTimers();
    const { t, ana, ben, service, ask } = open();
    const threadId = await ask("My very own words", "Yours alone");
    for (let i = 0; i < 130; i++) await ask(`more ${i}`, `said ${i}`, threadId);
    await ask("Another of my own");
    await ana.mutation(api.shares.create, { threadId, shareId: crypto.randomUUID() });
    await ana.mutation(api.exports.request, { threadId: null, format: "json" });
    await vi.advanceTimersByTimeAsync(1);
    await t.finishInProgressScheduledFunctions();
    const live = await converse(service, { threadId: crypto.randomUUID(), text: "still being written", answer: null });
    const other = beginArgs({ owner: "ben", text: "Ben stays" });
    await service.mutation(api.turns.begin, other);
    await service.mutation(api.turns.finish, finishArgs(ending(other.turnId, "as he was")));
    await t.run(async ({ db }) => {
      const ownerId = "guest:ana";
      await db.insert("accounts", { ownerId, role: "user", plan: "plus", graceUntilMs: null });
      const amounts = { amountMinor: 900, currency: "usd", version: "1" };
      await db.insert("charges", {
        chargeId: "ch_a",
        customerId: "cus_a",
        outcome: "paid",
        refundedMinor: 0,
        ...amounts,
      });
      await db.insert("disputes", { disputeId: "dp_a", chargeId: "ch_a", status: "won", ...amounts });
      const times = { periodStartMs: 0, periodEndMs: 1, endsAtPeriodEnd: true, version: "1", events: 1 };
      const sub = { subscriptionId: "sub_a", customerId: "cus_a", ownerId, price: "sendcat_plus_usd" } as const;
      await db.insert("subscriptions", { ...sub, status: "active", ...times });
    });
    const ledgerBefore = await ledger(t);
    const bens = await ben.query(api.threads.list, { paginationOpts: firstPage });

    const begun = await ana.mutation(api.people.erase, {});
    if (!begun.ok) throw new Error(JSON.stringify(begun.refusal));
    const { goneByMs } = begun;
    const refused = await service.mutation(api.turns.begin, beginArgs({ text: "once more" }));
    expect(refused).toMatchObject({ ok: false, refusal: { code: "unauthenticated", scope: "person.erased" } });
    await vi.advanceTimersByTimeAsync(5_000);
    await service.mutation(api.turns.finish, finishArgs({ ...ending(live.turnId, "cut off"), status: "stopped" }));
    const startMs = Date.now();
    await t.finishAllScheduledFunctions(vi.runAllTimers);
    expect(Date.now()).toBeLessThan(goneByMs);
    expect(Date.now() - startMs).toBeGreaterThan(60_000);

    const all = await everything(t);
    for (const trace of ["guest:ana", "My very own", "Yours alone", "still being written", "cut off", "cus_a", "ch_a"])
      expect(all, trace).not.toContain(trace);
    expect(await t.run(async ({ db }) => await db.system.query("_storage").take(10))).toEqual([]);
    const ledgerAfter = await ledger(t);
    expect(ledgerAfter.charged).toBe(ledgerBefore.charged + 120);
    expect(ledgerAfter.rows).toBe(ledgerBefore.rows + 1);
    expect(await ben.query(api.threads.list, { paginationOpts: firstPage })).toEqual(bens);
    expect(all).toContain("as he was");
  });
});

type Deployment = ReturnType<typeof openDeployment>["t"];

async function ledger(t: Deployment) {
  return await t.run(async ({ db }) => {
    const rows = await db.query("usageLedger").take(1_000);
    return { rows: rows.length, charged: rows.reduce((sum, { chargedMicroUsd }) => sum + chargedMicroUsd, 0) };
  });
}

/** Every row of every table, as text. */
async function everything(t: Deployment): Promise<string> {
  return await t.run(async ({ db }) => {
    // safe because these are the schema's own names
    const tables = Object.keys(schema.tables) as (keyof typeof schema.tables)[];
    const rows = await Promise.all(tables.map((table) => db.query(table).take(2_000)));
    return JSON.stringify(rows);
  });
}
