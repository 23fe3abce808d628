import { describe, expect, it } from "vitest";
import type { ShareStore } from "@sendcat/shared-types";

/** The store under test, and controls for its surroundings. */
export interface ShareStoreHarness {
  readonly shares: ShareStore;
  /** The id of the user who writes and shares. */
  readonly ownerId: string;
  /** Adds this user's question and its answer to a thread. */
  converse(threadId: string, question: string, answer: string): Promise<void>;
  /** Shares the thread as it is now; returns the link's id. */
  share(threadId: string): Promise<string>;
  revoke(threadId: string): Promise<void>;
}

/** The tests that every ShareStore must pass. `open` is called once. */
export function shareStoreContract(name: string, open: () => Promise<ShareStoreHarness>): void {
  describe(`ShareStore: ${name}`, () => {
    let opened: Promise<ShareStoreHarness> | undefined;
    const setUp = async () => {
      const harness = await (opened ??= open());
      const threadId = crypto.randomUUID();
      const { shares, converse } = harness;
      return {
        ...harness,
        threadId,
        say: async (question: string) => await converse(threadId, question, `Answer to ${question}`),
        read: async (shareId: string, cursor: string | null = null) => await shares.read({ shareId, cursor }),
      };
    };

    it("shows the conversation to anyone with the link, oldest message first, without its owner's name", async () => {
      const { read, say, share, threadId, ownerId } = await setUp();
      await say("one");
      await say("two");
      const page = await read(await share(threadId));
      expect(page?.messages).toEqual([
        { role: "user", text: "one", status: "complete" },
        { role: "assistant", text: "Answer to one", status: "complete" },
        { role: "user", text: "two", status: "complete" },
        { role: "assistant", text: "Answer to two", status: "complete" },
      ]);
      expect(page?.cursor).toBeNull();
      for (const name of [ownerId, threadId]) expect(JSON.stringify(page)).not.toContain(name);
    });

    it("hides messages written after sharing, until the thread is shared again under the same link", async () => {
      const { read, say, share, threadId } = await setUp();
      await say("public");
      const shareId = await share(threadId);
      await say("private");
      expect(JSON.stringify(await read(shareId))).not.toContain("private");
      expect(await share(threadId)).toBe(shareId);
      expect(JSON.stringify(await read(shareId))).toContain("private");
    });

    it("shows nothing for a revoked link or an unknown one", async () => {
      const { read, say, share, revoke, threadId } = await setUp();
      await say("one");
      const shareId = await share(threadId);
      await revoke(threadId);
      expect(await read(shareId)).toBeNull();
      for (const unknown of [crypto.randomUUID(), threadId, "", "x".repeat(200)])
        expect(await read(unknown)).toBeNull();
    });

    it("shows a long conversation page by page, each message once", async () => {
      const { read, say, share, threadId } = await setUp();
      const questions = Array.from({ length: 26 }, (_, n) => `question ${n}`);
      for (const question of questions) await say(question);
      const shareId = await share(threadId);
      const first = await read(shareId);
      expect(first?.messages.length).toBeLessThan(52);
      const second = await read(shareId, first?.cursor ?? null);
      expect(second?.cursor).toBeNull();
      const shown = [...(first?.messages ?? []), ...(second?.messages ?? [])];
      expect(shown.flatMap(({ role, text }) => (role === "user" ? [text] : []))).toEqual(questions);
    });
  });
}
