import { describe, expect, it } from "vitest";
import {
  assistantMessageId,
  type BeginTurn,
  type Credential,
  type ThreadStore,
  type TurnOwner,
  type TurnStore,
} from "@sendcat/shared-types";
import { continueContract } from "./turn-continue-contract.ts";
import { historyContract } from "./turn-history-contract.ts";
import { beginRegenerate, beginSubmit, finishComplete, newId, textChunk, textOfChunks } from "./turn-samples.ts";

/** The store under test, and controls for its surroundings. */
export interface TurnStoreHarness {
  readonly store: TurnStore;
  readonly threads: ThreadStore;
  /** A valid credential of the guest `name`, and who that is; the same user each time. */
  credential(name: string): Promise<Credential & { readonly owner: TurnOwner }>;
  /** Waits (or pretends to) until leases of `leaseMs` have expired, then runs the sweep. */
  sweepExpired(leaseMs: number): Promise<void>;
  /** The ledger rows written for a turn. */
  ledgerRows(turnId: string): Promise<readonly { readonly usageKnown: boolean; readonly chargedMicroUsd: number }[]>;
}

/** The tests that every TurnStore and its ThreadStore must pass. `open` is called once. */
export function turnStoreContract(name: string, open: () => Promise<TurnStoreHarness>): void {
  describe(`TurnStore: ${name}`, () => {
    let opened: Promise<TurnStoreHarness> | undefined;
    const setUp = async () => {
      const harness = await (opened ??= open());
      const ana = await harness.credential("ana");
      return { ...harness, ana, ben: await harness.credential("ben") };
    };
    type Context = Awaited<ReturnType<typeof setUp>>;
    const answered = async ({ store, ana }: Context, threadId = newId(), text = "Do you ship to Kingston?") => {
      const begin = beginSubmit({ threadId, text });
      expect(await store.begin(begin, ana.owner)).toMatchObject({ ok: true, kind: "begun" });
      await store.finish(finishComplete(begin.turnId, `Answer to ${text}`));
      return begin;
    };

    it("stores the question and the answer, and shows both", async () => {
      const context = await setUp();
      const { threadId, turnId } = await answered(context);
      const page = await context.threads.messages({ threadId, cursor: null, limit: 10 }, context.ana);
      expect(page?.items.map(({ role, status, turnId }) => ({ role, status, turnId }))).toEqual([
        { role: "assistant", status: "complete", turnId },
        { role: "user", status: "complete", turnId: null },
      ]);
      expect(page?.items[0]?.parts).toEqual([{ type: "text", text: "Answer to Do you ship to Kingston?" }]);
      expect(page?.items[0]?.parentId).toBe(page?.items[1]?.id);
    });

    historyContract(setUp, answered);
    continueContract(setUp, answered);

    it("begins a turn once: a replay returns that turn and adds nothing", async () => {
      const { store, threads, ana } = await setUp();
      const begin = beginSubmit({});
      const results = await Promise.all([
        store.begin(begin, ana.owner),
        store.begin(begin, ana.owner),
        store.begin(begin, ana.owner),
      ]);
      expect(results.filter((result) => result.ok && result.kind === "begun")).toHaveLength(1);
      expect(results.filter((result) => result.ok && result.kind === "existing")).toHaveLength(2);
      await store.finish(finishComplete(begin.turnId, "done"));
      expect(await store.begin(begin, ana.owner)).toEqual({ ok: true, kind: "existing", status: "complete" });
      const page = await threads.messages({ threadId: begin.threadId, cursor: null, limit: 10 }, ana);
      expect(page?.items).toHaveLength(2);
    });

    it("keeps one user out of another's thread and turn", async () => {
      const context = await setUp();
      const { store, threads, ben } = context;
      const { threadId, turnId } = await answered(context);
      const refusedThread = await store.begin(beginSubmit({ threadId }), ben.owner);
      expect(refusedThread).toMatchObject({ ok: false, refusal: { code: "not_found" } });
      const refusedTurn = await store.begin({ ...beginSubmit({}), turnId }, ben.owner);
      expect(refusedTurn).toMatchObject({ ok: false, refusal: { code: "conflict" } });
      expect(await store.read({ turnId, afterSeq: -1 }, ben)).toBeNull();
      expect(await store.requestStop(turnId, ben)).toBeNull();
      expect(await threads.messages({ threadId, cursor: null, limit: 10 }, ben)).toBeNull();
      const listed = await threads.threads({ cursor: null, limit: 50 }, ben);
      expect(listed.items.map(({ id }) => id)).not.toContain(threadId);
    });

    it("refuses a second answer in a thread while one is being written", async () => {
      const { store, ana } = await setUp();
      const begin = beginSubmit({});
      await store.begin(begin, ana.owner);
      const second = await store.begin(beginSubmit({ threadId: begin.threadId }), ana.owner);
      expect(second).toMatchObject({ ok: false, refusal: { code: "conflict" } });
    });

    it("interrupts a turn without a worker when the user asks again", async () => {
      const { store, threads, ana } = await setUp();
      const lost = beginSubmit({ leaseMs: 1, worker: newId() });
      await store.begin(lost, ana.owner);
      await store.checkpoint({ turnId: lost.turnId, chunk: textChunk(0, 0, "Half an"), progress: null });
      await expect
        .poll(async () => await store.begin(beginSubmit({ threadId: lost.threadId }), ana.owner))
        .toMatchObject({ ok: true, kind: "begun" });
      const page = await threads.messages({ threadId: lost.threadId, cursor: null, limit: 10 }, ana);
      expect(page?.items.map(({ status }) => status)).toEqual(["streaming", "complete", "interrupted", "complete"]);
      // The next checkpoint tells its old worker to stop.
      const beat = { turnId: lost.turnId, chunk: null, progress: null };
      expect(await store.checkpoint(beat)).toMatchObject({ live: false });
      expect(page?.items[2]?.parts).toEqual([{ type: "text", text: "Half an" }]);
    });

    it("refuses a message id that is taken", async () => {
      const context = await setUp();
      const { input } = await answered(context);
      const again = { ...beginSubmit({}), input };
      expect(await context.store.begin(again, context.ben.owner)).toMatchObject({ refusal: { code: "conflict" } });
      expect(
        await context.threads.messages({ threadId: again.threadId, cursor: null, limit: 1 }, context.ben),
      ).toBeNull();
    });

    it("refuses a question that uses its own answer's message id", async () => {
      const { store, ana } = await setUp();
      const begin = beginSubmit({});
      const input = { ...begin.input, messageId: assistantMessageId(begin.turnId) };
      expect(await store.begin({ ...begin, input }, ana.owner)).toMatchObject({ refusal: { code: "conflict" } });
    });

    it("answers the last question again, without the answer it replaces", async () => {
      const context = await setUp();
      const { threadId, turnId } = await answered(context, newId(), "one");
      const again = beginRegenerate(threadId, assistantMessageId(turnId));
      expect(await context.store.begin(again, context.ana.owner)).toMatchObject({
        kind: "begun",
        history: [{ role: "user", text: "one" }],
      });
      await context.store.finish(finishComplete(again.turnId, "better"));
      const page = await context.threads.messages({ threadId, cursor: null, limit: 10 }, context.ana);
      expect(page?.items.map(({ id }) => id)).toEqual([assistantMessageId(again.turnId), page?.items[1]?.id]);
      const old = await context.store.begin(beginRegenerate(threadId, assistantMessageId(turnId)), context.ana.owner);
      expect(old).toMatchObject({ ok: false, refusal: { code: "conflict" } });
    });

    it("regenerates nothing in a thread that does not exist", async () => {
      const { store, ana } = await setUp();
      const refused = await store.begin(beginRegenerate(newId(), newId()), ana.owner);
      expect(refused).toMatchObject({ ok: false, refusal: { code: "not_found" } });
    });

    it("gives a reader the checkpoints in order, from where it stopped", async () => {
      const { store, ana } = await setUp();
      const { turnId, threadId } = await begun(store, ana);
      for (const [seq, text] of ["Good ", "morning ", "Kingston"].entries()) {
        const reply = await store.checkpoint({ turnId, chunk: textChunk(seq, seq * 5, text), progress: null });
        expect(reply).toEqual({ live: true });
      }
      await store.checkpoint({ turnId, chunk: textChunk(2, 10, "Kingston"), progress: null });
      const view = await store.read({ turnId, afterSeq: 0 }, ana);
      expect(view).toMatchObject({ turnId, threadId, status: "streaming", parts: null, finishReason: null });
      expect(view?.chunks).toEqual([textChunk(1, 5, "morning "), textChunk(2, 10, "Kingston")]);
    });

    it("tells a worker about stop requests and readers of its own turns, and of no others", async () => {
      const { store, ana, ben } = await setUp();
      const worker = `worker-${newId()}`;
      const run = async () => {
        const begin = { ...beginSubmit({}), worker };
        await store.begin(begin, ana.owner);
        return begin.turnId;
      };
      const [stopped, followed, both, ended, quiet] = [await run(), await run(), await run(), await run(), await run()];
      const readThenStopped = await run();
      await begun(store, ana);
      await store.requestStop(stopped, ana);
      await store.follow(followed, ana);
      await store.requestStop(both, ana);
      await store.follow(both, ana);
      await store.follow(readThenStopped, ana);
      await store.requestStop(readThenStopped, ana);
      await store.follow(ended, ana);
      await store.finish(finishComplete(ended, "done"));
      await store.follow(quiet, ben);
      await store.follow(newId(), ana);
      const signals = await store.signals(worker);
      expect(Object.fromEntries(signals.map(({ turnId, signal }) => [turnId, signal]))).toEqual({
        [stopped]: "stop",
        [both]: "stop",
        [readThenStopped]: "stop",
        [followed]: "follow",
      });
      expect(await store.signals(`worker-${newId()}`)).toEqual([]);
    });

    it("stores concurrent checkpoints of many turns, each as if sent alone", async () => {
      const { store, ana } = await setUp();
      const turns = await Promise.all(Array.from({ length: 30 }, () => begun(store, ana)));
      await store.finish(finishComplete(turns[3]?.turnId ?? "", "done"));
      const replies = await Promise.all(
        turns.map(({ turnId }, i) => store.checkpoint({ turnId, chunk: textChunk(0, 0, `part ${i}`), progress: null })),
      );
      expect(replies.map(({ live }) => live)).toEqual(turns.map((_, i) => i !== 3));
      const views = await Promise.all(turns.map(({ turnId }) => store.read({ turnId, afterSeq: -1 }, ana)));
      expect(views.map((view) => view && textOfChunks(view.chunks))).toEqual(
        turns.map((_, i) => (i === 3 ? "" : `part ${i}`)),
      );
    });

    it("ends a turn as interrupted when its host shuts down, with all its text, and settles it once", async () => {
      const { store, ana, ledgerRows } = await setUp();
      const { turnId } = await begun(store, ana);
      const handedOver = { ...finishComplete(turnId, "Half an answer"), status: "interrupted" } as const;
      await store.finish(handedOver);
      await store.finish(handedOver);
      expect(await store.read({ turnId, afterSeq: -1 }, ana)).toMatchObject({
        status: "interrupted",
        parts: [{ type: "text", text: "Half an answer" }],
      });
      expect(await ledgerRows(turnId)).toEqual([{ usageKnown: true, chargedMicroUsd: 120 }]);
    });

    it("keeps the first ending and charges once", async () => {
      const { store, ana, ledgerRows } = await setUp();
      const { turnId } = await begun(store, ana);
      await store.checkpoint({ turnId, chunk: textChunk(0, 0, "Good "), progress: null });
      await Promise.all([
        store.finish(finishComplete(turnId, "Good morning")),
        store.finish(finishComplete(turnId, "Good morning")),
      ]);
      await store.finish({ ...finishComplete(turnId, "something else"), status: "failed", finishReason: "error" });
      expect(await store.read({ turnId, afterSeq: -1 }, ana)).toMatchObject({
        status: "complete",
        chunks: [],
        parts: [{ type: "text", text: "Good morning" }],
        finishReason: "stop",
        error: null,
      });
      expect(await ledgerRows(turnId)).toEqual([{ usageKnown: true, chargedMicroUsd: 120 }]);
      const late = await store.checkpoint({ turnId, chunk: textChunk(1, 5, "x"), progress: null });
      expect(late.live).toBe(false);
      expect((await store.read({ turnId, afterSeq: -1 }, ana))?.chunks).toEqual([]);
    });

    it("stores the reason of a failure, and that its cost is not known yet", async () => {
      const { store, threads, ana, ledgerRows } = await setUp();
      const { turnId, threadId } = await begun(store, ana);
      const error = { code: "upstream_error", message: "The model failed to answer." } as const;
      const failed = { ...finishComplete(turnId, "Good"), status: "failed", finishReason: "error", error } as const;
      await store.finish({ ...failed, usage: null });
      expect(await store.read({ turnId, afterSeq: -1 }, ana)).toMatchObject({ status: "failed", error });
      const page = await threads.messages({ threadId, cursor: null, limit: 1 }, ana);
      expect(page?.items[0]).toMatchObject({ status: "failed", error, parts: [{ type: "text", text: "Good" }] });
      expect(await ledgerRows(turnId)).toEqual([{ usageKnown: false, chargedMicroUsd: 120 }]);
    });

    it("shows the checkpoints of an answer whose worker seems dead, until that worker ends it after all", async () => {
      const { store, ana, sweepExpired, ledgerRows } = await setUp();
      // Long enough for both checkpoints: a deployment also sweeps by itself, at any moment.
      const leaseMs = 2_000;
      const { turnId } = await begun(store, ana, { leaseMs, worker: newId() });
      await store.checkpoint({ turnId, chunk: textChunk(0, 0, "Half an "), progress: null });
      await store.checkpoint({ turnId, chunk: textChunk(1, 8, "answer"), progress: null });
      await sweepExpired(leaseMs);
      expect(await store.read({ turnId, afterSeq: -1 }, ana)).toMatchObject({
        status: "interrupted",
        chunks: [],
        parts: [{ type: "text", text: "Half an answer" }],
      });
      const late = () => store.checkpoint({ turnId, chunk: textChunk(2, 14, "!"), progress: null });
      expect((await late()).live).toBe(true);
      // Its cost is unknown: until it is known, the reserved amount is charged.
      expect(await ledgerRows(turnId)).toEqual([{ usageKnown: false, chargedMicroUsd: 5_000 }]);
      await store.finish(finishComplete(turnId, "Half an answer, and the other half"));
      await store.finish(finishComplete(turnId, "something else"));
      expect(await store.read({ turnId, afterSeq: -1 }, ana)).toMatchObject({
        status: "complete",
        parts: [{ type: "text", text: "Half an answer, and the other half" }],
      });
      expect((await late()).live).toBe(false);
      expect(await ledgerRows(turnId)).toEqual([
        { usageKnown: false, chargedMicroUsd: 5_000 },
        { usageKnown: true, chargedMicroUsd: 120 - 5_000 },
      ]);
    });

    it("keeps the turns of a worker that sends heartbeats, and of no other", async () => {
      const { store, ana, sweepExpired } = await setUp();
      const [worker, dead] = [newId(), newId()];
      const kept = [await begun(store, ana, { leaseMs: 1, worker }), await begun(store, ana, { leaseMs: 1, worker })];
      const lost = await begun(store, ana, { leaseMs: 1, worker: dead });
      await store.beat(worker, 60_000);
      await sweepExpired(1);
      const statuses = await Promise.all(
        [...kept, lost].map(async ({ turnId }) => (await store.read({ turnId, afterSeq: -1 }, ana))?.status),
      );
      expect(statuses).toEqual(["streaming", "streaming", "interrupted"]);
      // A late heartbeat revives the worker: turns that it begins now have a worker.
      await store.beat(dead, 60_000);
      const next = await begun(store, ana, { leaseMs: 1, worker: dead });
      await sweepExpired(1);
      expect(await store.read({ turnId: next.turnId, afterSeq: -1 }, ana)).toMatchObject({ status: "streaming" });
    });

    it("ignores calls for a turn that never began", async () => {
      const { store, ana } = await setUp();
      expect(await store.read({ turnId: newId(), afterSeq: -1 }, ana)).toBeNull();
      expect(await store.requestStop(newId(), ana)).toBeNull();
      expect(await store.checkpoint({ turnId: newId(), chunk: null, progress: null })).toMatchObject({
        live: false,
      });
      await store.finish(finishComplete(newId(), "nobody asked"));
      await store.oweSettlement(newId());
    });
  });
}

async function begun(
  store: TurnStore,
  as: { readonly owner: TurnOwner },
  by: Partial<Pick<BeginTurn, "leaseMs" | "worker">> = {},
) {
  const begin = beginSubmit(by);
  expect(await store.begin(begin, as.owner)).toMatchObject({ ok: true, kind: "begun" });
  return begin;
}
