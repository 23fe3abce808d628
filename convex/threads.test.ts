// @vitest-environment edge-runtime
import { afterEach, describe, expect, it, vi } from "vitest";
import { api, internal } from "./_generated/api.js";
import {
  beginArgs,
  converse,
  ending,
  finishArgs,
  firstPage,
  openDeployment,
} from "./model/platform/deployment.fixture.ts";

afterEach(() => void vi.useRealTimers());

async function openWith(threads: number) {
  const deployment = openDeployment();
  const ana = { ...deployment, person: deployment.person("ana") };
  const threadIds: string[] = [];
  for (let i = 0; i < threads; i++) {
    const { threadId } = await converse(deployment.service, { threadId: crypto.randomUUID(), text: `question ${i}` });
    threadIds.push(threadId);
  }
  return { ...ana, threadIds };
}

const titleCost = {
  day: "2026-11-23",
  route: "m",
  costMicroUsd: 3,
  inputTokens: 9,
  outputTokens: 4,
  chargedMicroUsd: 3,
};

describe("threads and messages", () => {
  it("lists the thread with the latest message first", async () => {
    const context = await openWith(3);
    const [first = ""] = context.threadIds;
    await new Promise((resolve) => setTimeout(resolve, 2));
    await converse(context.service, { threadId: first, text: "again" });
    const { page } = await context.person.query(api.threads.list, { paginationOpts: firstPage });
    expect(page.map(({ title }) => title)).toEqual(["question 0", "question 2", "question 1"]);
  });

  it("returns no page larger than the limit, whatever is asked for", async () => {
    const { t, person, threadIds } = await openWith(1);
    const [threadId = ""] = threadIds;
    await t.run(async ({ db }) => {
      for (let i = 0; i < 150; i++) {
        const message = {
          messageId: `m${i}`,
          threadId,
          parentId: null,
          active: true,
          role: "user",
          turnId: null,
          ownerId: "guest:ana",
          searchText: "",
        } as const;
        await db.insert("messages", { ...message, model: null, error: null, status: "complete", parts: [] });
      }
    });
    const seen: string[] = [];
    let cursor: string | null = null;
    let done = false;
    while (!done) {
      const args: { threadId: string; paginationOpts: { cursor: string | null; numItems: number } } = {
        threadId,
        paginationOpts: { cursor, numItems: 1e9 },
      };
      const { page, isDone, continueCursor } = await person.query(api.messages.list, args);
      expect(page.length).toBeLessThanOrEqual(100);
      seen.push(...page.map(({ id }) => id));
      [cursor, done] = [continueCursor, isDone];
    }
    expect(new Set(seen).size).toBe(152);
    expect(seen).toHaveLength(152);
    expect(seen[0]).toBe("m149");
  });

  it("shows a thread that does not exist yet, and another user's, as the same empty one", async () => {
    const { person, threadIds, ...deployment } = await openWith(1);
    const list = async (as: typeof person, threadId: string) =>
      await as.query(api.messages.list, { threadId, paginationOpts: firstPage });
    const [foreign = ""] = threadIds;
    const stranger = deployment.t.withIdentity({ subject: "guest:ben", kind: "guest", plan: "guest" });
    expect(await list(stranger, foreign)).toEqual(await list(stranger, crypto.randomUUID()));
  });

  it("gives the turn id of an answer in progress", async () => {
    const context = await openWith(0);
    const live = await converse(context.service, { threadId: crypto.randomUUID(), text: "hi", answer: null });
    const args = { threadId: live.threadId, paginationOpts: firstPage };
    const { page } = await context.person.query(api.messages.list, args);
    expect(page[0]).toMatchObject({ status: "streaming", parts: [], turnId: live.turnId, role: "assistant" });
  });

  it("keeps a title that its owner has set", async () => {
    const { t, person, threadIds } = await openWith(1);
    const [threadId = ""] = threadIds;
    expect(await person.mutation(api.threads.rename, { threadId, title: " Gifts \n for Nana " })).toEqual({ ok: true });
    await t.mutation(internal.titles.save, { threadId, title: "From the model", cost: titleCost });
    expect(await person.query(api.threads.get, { threadId })).toMatchObject({ title: "Gifts for Nana" });
    for (const title of ["", " ", "x".repeat(81)]) {
      const refused = await person.mutation(api.threads.rename, { threadId, title });
      expect(refused).toMatchObject({ ok: false, refusal: { code: "invalid_request" } });
    }
  });

  it("hides a removed thread at once, stops its answer, then deletes all of it except the ledger", async () => {
    vi.useFakeTimers();
    const context = await openWith(1);
    const { t, person, service } = context;
    const [threadId = ""] = context.threadIds;
    const { turnId } = await converse(context.service, { threadId, text: "more", answer: null });
    expect(await person.mutation(api.threads.remove, { threadId })).toEqual({ ok: true });
    expect(await person.query(api.threads.get, { threadId })).toBeNull();
    expect((await person.query(api.threads.list, { paginationOpts: firstPage })).page).toEqual([]);
    expect(await person.mutation(api.threads.remove, { threadId })).toMatchObject({ refusal: { code: "not_found" } });
    expect(await service.mutation(api.turns.begin, beginArgs({ threadId }))).toMatchObject({
      refusal: { code: "not_found" },
    });
    const { worker } = beginArgs({});
    expect(await service.query(api.turns.signals, { worker })).toEqual([{ turnId, signal: "stop" }]);
    await service.mutation(api.turns.finish, finishArgs({ ...ending(turnId, "cut"), status: "stopped" }));
    await t.finishAllScheduledFunctions(vi.runAllTimers);
    const left = await t.run(async ({ db }) => ({
      threads: await db.query("threads").take(10),
      messages: await db.query("messages").take(10),
      turns: await db.query("turns").take(10),
      ledger: (await db.query("usageLedger").take(10)).length,
    }));
    expect(left).toEqual({ threads: [], messages: [], turns: [], ledger: 2 });
    // Admission would take the id for the turn that it has charged: a new answer under it would be free.
    expect(await service.mutation(api.turns.begin, beginArgs({ turnId }))).toMatchObject({
      refusal: { code: "conflict", scope: "turn.id" },
    });
  });
});
