import { describe, expect, it } from "vitest";
import { toolKey, type ToolQuestion, type ToolQueue } from "@sendcat/shared-types";

/** The queue under test, and controls for its surroundings. */
export interface ToolQueueHarness {
  readonly queue: ToolQueue;
  /** How often `query` was searched. */
  runs(query: string): number;
  /** Makes searches slow enough to be seen running, until `speedUp`. */
  slowDown(): void;
  speedUp(): void;
  /** Fills the queue, so that it has no room for another search. */
  fill(): Promise<void>;
  /** Begins a turn; returns its id. */
  beginTurn(): Promise<string>;
}

/** The tests that every ToolQueue must pass. `open` is called once per test and may return the same queue each time. */
export function toolQueueContract(name: string, open: () => Promise<ToolQueueHarness>): void {
  describe(`ToolQueue: ${name}`, () => {
    const setUp = async () => {
      const harness = await open();
      const query = `question ${crypto.randomUUID()}`;
      const input = { query };
      const key = await toolKey("search_web", input);
      const asked: ToolQuestion = { key, tool: "search_web", input, plan: "pro", clearedAtMs: 0 };
      const answer = async (question = asked) => {
        const reply = await harness.queue.ask(question);
        if (!reply.ok) throw new Error(JSON.stringify(reply.refusal));
        return reply.answer;
      };
      const ended = async (question = asked) =>
        await expect.poll(async () => await answer(question)).toMatchObject({ kind: "ended", outcome: { ok: true } });
      return { ...harness, asked, query, answer, ended };
    };

    it("answers with a running job first, then with its result", async () => {
      const { answer, ended, slowDown, speedUp } = await setUp();
      slowDown();
      expect(await answer()).toMatchObject({
        kind: "under-way",
        job: { state: expect.stringMatching(/running|queued/) },
      });
      speedUp();
      await ended();
    });

    it("searches once for all who ask the same question, and not again while the result is fresh", async () => {
      const { asked, queue, query, runs, ended } = await setUp();
      const replies = await Promise.all(Array.from({ length: 40 }, async () => await queue.ask(asked)));
      expect(replies.every(({ ok }) => ok)).toBe(true);
      await ended();
      await ended();
      expect(runs(query)).toBe(1);
    });

    it("searches again when the stored result is older than an operator's clearing", async () => {
      const { asked, query, runs, answer, ended } = await setUp();
      await ended();
      const known = await answer();
      const clearedAtMs = known.kind === "ended" ? known.fetchedAtMs + 1 : 0;
      await ended({ ...asked, clearedAtMs });
      expect(runs(query)).toBe(2);
    });

    it("refuses a malformed question without searching", async () => {
      const { asked, queue, query, runs } = await setUp();
      const refused = { ok: false, refusal: { code: "invalid_request", scope: "tool.question" } };
      expect(await queue.ask({ ...asked, key: "search_web:x" })).toMatchObject(refused);
      expect(await queue.ask({ ...asked, key: asked.key.replace("search_web", "search_global") })).toMatchObject(
        refused,
      );
      expect(await queue.ask({ ...asked, input: { query: "x".repeat(1_001) } })).toMatchObject(refused);
      expect(runs(query)).toBe(0);
    });

    it("refuses when the queue is full, says when to retry, and accepts the question then", async () => {
      const { asked, queue, fill, slowDown, speedUp, ended } = await setUp();
      slowDown();
      await fill();
      const refused = await queue.ask(asked);
      expect(refused).toMatchObject({ ok: false, refusal: { code: "queue_saturated" } });
      expect(refused.ok ? 0 : refused.refusal.retryAfterMs).toBeGreaterThan(0);
      speedUp();
      await expect.poll(async () => (await queue.ask(asked)).ok).toBe(true);
      await ended();
    });

    it("delivers a running search later, a finished one at once, and nothing for an unknown key", async () => {
      const { asked, queue, beginTurn, answer, ended, slowDown, speedUp } = await setUp();
      const wait = { key: asked.key, turnId: await beginTurn(), callId: "c1" };
      expect(await queue.deliverLater(wait)).toBeNull();
      slowDown();
      await answer();
      expect(await queue.deliverLater(wait)).toMatchObject({ kind: "under-way" });
      speedUp();
      await ended();
      expect(await queue.deliverLater(wait)).toMatchObject({ kind: "ended", outcome: { ok: true } });
    });

    it("ignores a cancel of a finished search or an unknown key", async () => {
      const { asked, queue, query, runs, ended } = await setUp();
      await queue.cancel(asked.key);
      await ended();
      await queue.cancel(asked.key);
      await ended();
      expect(runs(query)).toBe(1);
    });
  });
}
