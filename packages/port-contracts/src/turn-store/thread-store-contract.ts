import { describe, expect, it } from "vitest";
import type { ThreadStore } from "@sendcat/shared-types";
import { beginSubmit, finishComplete, newId } from "./turn-samples.ts";
import type { TurnStoreHarness } from "./turn-store-contract.ts";

/** The tests that every ThreadStore must pass; it shows what its TurnStore stored. `open` is called once. */
export function threadStoreContract(name: string, open: () => Promise<TurnStoreHarness>): void {
  describe(`ThreadStore: ${name}`, () => {
    let opened: Promise<TurnStoreHarness> | undefined;
    const setUp = async () => {
      const harness = await (opened ??= open());
      const user = await harness.credential(`reader-${newId()}`);
      const answered = async (text: string, threadId = newId()) => {
        const begin = beginSubmit({ threadId, text });
        expect(await harness.store.begin(begin, user.owner)).toMatchObject({ ok: true });
        await harness.store.finish(finishComplete(begin.turnId, `Answer to ${text}`));
        return threadId;
      };
      return { ...harness, user, answered };
    };

    it("pages through threads and messages, newest first, each once", async () => {
      const { threads, user, answered } = await setUp();
      const begun: string[] = [];
      for (let i = 0; i < 5; i++) begun.unshift(await answered(`t${i}`));
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<ThreadStore["threads"]>> = await threads.threads({ cursor, limit: 2 }, user);
        expect(page.items.length).toBeLessThanOrEqual(2);
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.cursor;
      } while (cursor !== null);
      expect(seen).toEqual(begun);
    });

    it("pages through the messages of a thread, newest first, each once", async () => {
      const { threads, user, answered } = await setUp();
      const threadId = newId();
      for (const text of ["one", "two", "three"]) await answered(text, threadId);
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<ThreadStore["messages"]>> = await threads.messages(
          { threadId, cursor, limit: 4 },
          user,
        );
        for (const { parts } of page?.items ?? [])
          seen.push(parts.map((part) => ("text" in part ? part.text : "")).join());
        cursor = page?.cursor ?? null;
      } while (cursor !== null);
      expect(seen).toEqual(["Answer to three", "three", "Answer to two", "two", "Answer to one", "one"]);
    });

    it("shows no thread of another user, and none that does not exist", async () => {
      const { threads, credential, answered } = await setUp();
      const threadId = await answered("secret");
      const stranger = await credential(`stranger-${newId()}`);
      for (const id of [threadId, newId()])
        expect(await threads.messages({ threadId: id, cursor: null, limit: 10 }, stranger)).toBeNull();
      expect(await threads.threads({ cursor: null, limit: 10 }, stranger)).toEqual({ items: [], cursor: null });
    });
  });
}
