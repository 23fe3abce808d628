// @vitest-environment edge-runtime
import { PLANS, type PlanName } from "@sendcat/shared-types";
import { longTestTimeoutMs, runsOf } from "@sendcat/test-depth";
import fc from "fast-check";
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

const DAY_MS = 86_400_000;
const NOW_MS = Date.parse("2026-11-25T08:00:00Z");

type Deployment = ReturnType<typeof openDeployment>["t"];

interface Owner {
  readonly plan: PlanName;
  /** Days since the plan of an account changed; null: never, undefined: no account. */
  readonly changedDaysAgo?: number | null | undefined;
  readonly threads: readonly { readonly daysAgo: number; readonly messages: number }[];
}

/** The threads an owner should have left: the rule written again, independent of the code. */
function keptThreads({ plan, changedDaysAgo, threads }: Owner): readonly number[] {
  const days = { guest: 7, free: 30, plus: 365, pro: Number.POSITIVE_INFINITY }[plan];
  const isNoticed = typeof changedDaysAgo === "number" && changedDaysAgo < 14;
  return threads.flatMap(({ daysAgo }, i) => (daysAgo < days || isNoticed ? [i] : []));
}

async function seed(t: Deployment, owners: readonly Owner[]): Promise<void> {
  await t.run(async ({ db }) => {
    for (const [o, { plan, changedDaysAgo, threads }] of owners.entries()) {
      const ownerId = `owner-${o}`;
      await db.insert("users", { subject: ownerId, kind: plan === "guest" ? "guest" : "user", plan });
      if (changedDaysAgo !== undefined) {
        const planSinceMs = changedDaysAgo === null ? undefined : NOW_MS - changedDaysAgo * DAY_MS;
        await db.insert("accounts", {
          ownerId,
          role: "user",
          plan,
          graceUntilMs: null,
          ...(planSinceMs ? { planSinceMs } : {}),
        });
      }
      for (const [i, { daysAgo, messages }] of threads.entries()) {
        const threadId = `thread-${o}-${i}`.padEnd(24, "x");
        const updatedAtMs = NOW_MS - daysAgo * DAY_MS;
        await db.insert("threads", {
          threadId,
          ownerId,
          title: `${i}`,
          titleState: "user",
          updatedAtMs,
          removed: false,
        });
        for (let m = 0; m < messages; m++) {
          const message = { messageId: `m-${o}-${i}-${m}`, threadId, ownerId, parentId: null, turnId: null } as const;
          const parts = [{ type: "text" as const, text: `words ${m}` }];
          const state = {
            active: true,
            role: "user",
            status: "complete",
            model: null,
            error: null,
            searchText: "",
          } as const;
          await db.insert("messages", { ...message, ...state, parts });
        }
      }
    }
  });
}

/** Which threads each owner has left, and the messages of deleted threads. */
async function left(t: Deployment, owners: readonly Owner[]) {
  return await t.run(async ({ db }) => {
    const threads = await db.query("threads").take(5_000);
    const messages = await db.query("messages").take(20_000);
    const there = new Set(threads.map(({ threadId }) => threadId));
    return {
      threads: owners.map((_, o) =>
        threads
          .filter(({ ownerId }) => ownerId === `owner-${o}`)
          .map(({ title }) => Number(title))
          .sort((a, b) => a - b),
      ),
      orphans: messages.filter(({ threadId }) => !there.has(threadId)).length,
      messages: messages.length,
    };
  });
}

const owner = fc.record({
  plan: fc.constantFrom<PlanName>("guest", "free", "plus", "pro"),
  changedDaysAgo: fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }),
  threads: fc.array(
    fc.record({ daysAgo: fc.integer({ min: 0, max: 400 }), messages: fc.integer({ min: 0, max: 6 }) }),
    { maxLength: 5 },
  ),
});

describe("retention", () => {
  it("is the policy's: a week for guests, a month, a year, and no limit", () => {
    expect(Object.values(PLANS).map(({ retentionDays }) => retentionDays)).toEqual([7, 30, 365, null]);
  });

  it("matches the model for any users and threads", { timeout: longTestTimeoutMs() }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(owner, { maxLength: 12 }), async (owners) => {
        vi.useFakeTimers({ now: NOW_MS });
        const { t } = openDeployment();
        await seed(t, owners);
        await t.mutation(internal.retention.begin, {});
        await t.finishAllScheduledFunctions(vi.runAllTimers);
        const { threads, orphans } = await left(t, owners);
        expect(threads).toEqual(owners.map(keptThreads));
        expect(orphans).toBe(0);
        vi.useRealTimers();
      }),
      { numRuns: runsOf("retention") },
    );
  });

  it("gives the same result when the sweep is stopped after every step and resumed, in steps of bounded size", async () => {
    vi.useFakeTimers({ now: NOW_MS });
    const { t } = openDeployment();
    const plans: readonly PlanName[] = ["guest", "free"];
    const owners = Array.from({ length: 60 }, (_, o): Owner => {
      const threads = Array.from({ length: 4 }, (_, i) => ({ daysAgo: (o * 7 + i * 31) % 420, messages: 5 }));
      return { plan: plans[o % 2] ?? "guest", threads };
    });
    // One owner with more than fits into a step.
    owners.push({ plan: "guest", threads: [{ daysAgo: 90, messages: 450 }] });
    await seed(t, owners);
    await t.mutation(internal.retention.begin, {});
    let cuts = 0;
    let before = (await left(t, owners)).messages;
    for (let i = 0; i < 400; i++) {
      const sweep = await t.run(async ({ db }) => await db.query("sweeps").first());
      if (sweep?.state === "done") break;
      // As if the process had died with all its scheduled work: only stored data remains.
      cuts += 1;
      await t.run(async ({ db, scheduler }) => {
        const jobs = await db.system.query("_scheduled_functions").take(1_000);
        for (const { _id, state, name } of jobs)
          if (state.kind === "pending" && name.includes("retention")) await scheduler.cancel(_id);
      });
      vi.setSystemTime(Date.now() + 121_000);
      // Twice, as when a step was only late: the fence lets only one of them do the work.
      await t.mutation(internal.retention.resume, {});
      await t.mutation(internal.retention.resume, {});
      await vi.advanceTimersByTimeAsync(60);
      await t.finishInProgressScheduledFunctions();
      const { messages } = await left(t, owners);
      // One step of the sweep, and the purges that it started.
      expect(before - messages).toBeLessThanOrEqual(700);
      before = messages;
    }
    await t.finishAllScheduledFunctions(vi.runAllTimers);
    expect(cuts).toBeGreaterThanOrEqual(5);
    const { threads, orphans } = await left(t, owners);
    expect(threads).toEqual(owners.map(keptThreads));
    expect(orphans).toBe(0);
  });

  it("is announced before anything is deleted", async () => {
    vi.useFakeTimers({ now: NOW_MS });
    const { t } = openDeployment();
    const threads = [5.5, 1, 3].map((daysAgo) => ({ daysAgo, messages: 1 }));
    await seed(t, [
      { plan: "guest", threads },
      { plan: "free", changedDaysAgo: 2, threads: [{ daysAgo: 100, messages: 1 }] },
    ]);
    const guest = t.withIdentity({ subject: "owner-0", kind: "guest", plan: "guest" });
    const { retentionDays, next } = await guest.query(api.retention.mine, {});
    expect(retentionDays).toBe(7);
    expect(next).toEqual([{ id: "thread-0-0".padEnd(24, "x"), title: "0", keptUntilMs: NOW_MS + 1.5 * DAY_MS }]);
    const downgraded = t.withIdentity({ subject: "owner-1", kind: "user", plan: "free" });
    expect(await downgraded.query(api.retention.mine, {})).toMatchObject({
      planSinceMs: NOW_MS - 2 * DAY_MS,
      next: [],
    });
  });
});

describe("the archive", () => {
  /** An old thread of a paying owner, with every kind of message content. */
  async function old(messages: number) {
    vi.useFakeTimers({ now: NOW_MS - 120 * DAY_MS });
    const { t, service } = openDeployment();
    const threadId = crypto.randomUUID();
    const ownerId = "guest:ana";
    for (let i = 0; i < messages; i++) {
      vi.setSystemTime(Date.now() + 1_000);
      await converse(service, {
        threadId,
        text: `Größe ${i} 👟 “quoted”\n`,
        answer: `Answer ${i} <b>&amp;</b>`,
        plan: "pro",
      });
    }
    const again = beginArgs({ threadId, plan: "pro" });
    const last = await t.run(async ({ db }) => (await db.query("messages").order("desc").first())?.messageId ?? "");
    await service.mutation(api.turns.begin, { ...again, input: { kind: "regenerate", messageId: last } });
    await service.mutation(api.turns.finish, finishArgs(ending(again.turnId, "another try")));
    await t.run(async ({ db }) => {
      await db.insert("accounts", { ownerId, role: "user", plan: "pro", graceUntilMs: null });
    });
    vi.setSystemTime(NOW_MS);
    const ana = t.withIdentity({ subject: ownerId, kind: "user", plan: "pro" });
    const shown = async () => JSON.stringify(await pages(ana, threadId));
    const stored = async () => await t.run(async ({ db }) => await db.query("messages").take(1_000));
    const sweep = async () => {
      await t.mutation(internal.retention.begin, {});
      await t.finishAllScheduledFunctions(vi.runAllTimers);
    };
    return { t, ana, service, threadId, shown, stored, sweep };
  }

  it("moves threads that were not opened for long, and restores them byte for byte", async () => {
    const { t, ana, threadId, shown, stored, sweep } = await old(70);
    const [before, rowsBefore] = [await shown(), comparable(await stored())];
    await sweep();
    expect(await stored()).toEqual([]);
    const archive = await t.run(async ({ db }) => await db.query("archives").first());
    expect(archive).toMatchObject({ state: "kept", messages: 141 });
    expect(archive?.bytes).toBeLessThan(before.length / 4);
    const { page } = await ana.query(api.threads.list, { paginationOpts: firstPage });
    expect(page).toMatchObject([{ id: threadId, archived: true }]);
    expect(await ana.query(api.threads.search, { words: "größe" })).toMatchObject([{ id: threadId }]);
    expect(await ana.mutation(api.archives.open, { threadId })).toEqual({ ok: true, archived: true });
    await t.finishAllScheduledFunctions(vi.runAllTimers);
    expect(await shown()).toBe(before);
    expect(comparable(await stored())).toBe(rowsBefore);
    expect(await t.run(async ({ db }) => await db.system.query("_storage").take(1))).toEqual([]);
    // It was opened, so it stays.
    await sweep();
    expect(await stored()).toHaveLength(141);
    // Archived once more, the restored thread is the same again.
    vi.setSystemTime(NOW_MS + 100 * DAY_MS);
    await sweep();
    expect(await stored()).toEqual([]);
    await ana.mutation(api.archives.open, { threadId });
    await t.finishAllScheduledFunctions(vi.runAllTimers);
    expect(await shown()).toBe(before);
  });

  it("leaves threads alone that are in use: opened lately, shared, or written to meanwhile", async () => {
    const { t, ana, service, threadId, stored, sweep } = await old(2);
    await ana.mutation(api.shares.create, { threadId, shareId: crypto.randomUUID() });
    await sweep();
    expect(await stored()).toHaveLength(5);
    await ana.mutation(api.shares.revoke, { threadId });
    await t.run(async ({ db }) => {
      const thread = await db.query("threads").first();
      if (thread) await db.patch(thread._id, { openedAtMs: NOW_MS - DAY_MS });
    });
    await sweep();
    expect(await stored()).toHaveLength(5);
    await converse(service, { threadId, text: "I am back", plan: "pro" });
    await t.action(internal.archives.write, { threadId });
    const commit = { threadId, updatedAtMs: 1, sha256: "", bytes: 0, messages: 0 };
    const storageId = await t.run(async ({ storage }) => await storage.store(new Blob(["x"])));
    expect(await t.mutation(internal.archives.commit, { ...commit, storageId })).toBe(false);
  });

  it("refuses a question until the conversation is restored, and refuses a damaged file", async () => {
    const { t, ana, service, threadId, sweep } = await old(2);
    await sweep();
    const asked = beginArgs({ threadId, plan: "pro" });
    expect(await service.mutation(api.turns.begin, asked)).toMatchObject({ refusal: { scope: "thread.archived" } });
    await t.run(async ({ db }) => {
      const archive = await db.query("archives").first();
      if (archive) await db.patch(archive._id, { sha256: "0".repeat(64) });
    });
    await ana.mutation(api.archives.open, { threadId });
    await t.finishAllScheduledFunctions(vi.runAllTimers);
    expect(await t.run(async ({ db }) => await db.query("archives").take(2))).toMatchObject([{ state: "restoring" }]);
    expect(await t.run(async ({ db }) => await db.system.query("_storage").take(2))).toHaveLength(1);
  });

  it("is deleted with its thread", async () => {
    const { t, ana, threadId, sweep } = await old(2);
    await sweep();
    await ana.mutation(api.threads.remove, { threadId });
    await t.finishAllScheduledFunctions(vi.runAllTimers);
    expect(await t.run(async ({ db }) => await db.query("archives").take(1))).toEqual([]);
    expect(await t.run(async ({ db }) => await db.system.query("_storage").take(1))).toEqual([]);
  });
});

type Person = ReturnType<ReturnType<typeof openDeployment>["person"]>;

async function pages(as: Person, threadId: string): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  for (let cursor: string | null = null, isDone = false; !isDone;) {
    const page: { page: unknown[]; isDone: boolean; continueCursor: string } = await as.query(api.messages.list, {
      threadId,
      paginationOpts: { cursor, numItems: 100 },
    });
    all.push(...page.page);
    [cursor, isDone] = [page.continueCursor, page.isDone];
  }
  return all;
}

/** Everything in the rows except what Convex numbers again. */
function comparable(rows: readonly { _id: string; _creationTime: number; createdAtMs?: number }[]): string {
  return rows
    .map(({ _id, _creationTime, createdAtMs = Math.floor(_creationTime), ...row }) => {
      const all: Record<string, unknown> = { ...row, createdAtMs };
      return JSON.stringify(
        Object.fromEntries(
          Object.keys(all)
            .sort()
            .map((name) => [name, all[name]]),
        ),
      );
    })
    .join("\n");
}
