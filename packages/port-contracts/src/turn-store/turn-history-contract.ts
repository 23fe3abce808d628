import { expect, it } from "vitest";
import type { BeginTurn, MessagePart, TurnOwner, TurnStore } from "@sendcat/shared-types";
import { beginSubmit, finishComplete, newId } from "./turn-samples.ts";

interface Context {
  readonly store: TurnStore;
  readonly ana: { readonly owner: TurnOwner };
}

/** Which part of a conversation the model gets: a part of the tests that every TurnStore must pass. */
export function historyContract<C extends Context>(
  setUp: () => Promise<C>,
  answered: (context: C, threadId?: string, text?: string) => Promise<BeginTurn>,
): void {
  it("gives the model the conversation so far, oldest first, ending with the new question", async () => {
    const context = await setUp();
    const { threadId } = await answered(context, newId(), "one");
    const begun = await context.store.begin(beginSubmit({ threadId, text: "two" }), context.ana.owner);
    expect(begun).toMatchObject({
      history: [
        { role: "user", text: "one" },
        { role: "assistant", text: "Answer to one" },
        { role: "user", text: "two" },
      ],
    });
  });

  it("gives the model the last few searches with the answers they were made for", async () => {
    const { store, ana } = await setUp();
    const threadId = newId();
    const search = (n: number): MessagePart => ({
      type: "tool-search_web",
      toolCallId: `call ${n}`,
      state: "output-available",
      input: { query: `question ${n}` },
      output: { kind: "pages", items: [] },
    });
    for (const turn of [0, 1]) {
      const begin = beginSubmit({ threadId, text: "which?" });
      await store.begin(begin, ana.owner);
      const parts: MessagePart[] = [0, 1, 2].map((n) => search(3 * turn + n));
      const text: MessagePart[] = turn === 0 ? [{ type: "text", text: "These." }] : [];
      await store.finish({ ...finishComplete(begin.turnId, ""), parts: [...parts, ...text] });
    }
    const begun = await store.begin(beginSubmit({ threadId, text: "the cheapest?" }), ana.owner);
    const history = begun.ok && begun.kind === "begun" ? begun.history : [];
    const queries = history.map(({ searches = [] }) => searches.map(({ name, input }) => [name, input["query"]]));
    const found = (n: number) => ["search_web", `question ${n}`];
    expect(queries).toEqual([[], [found(0)], [], [found(3), found(4), found(5)], []]);
    expect(history.map(({ text }) => text)).toEqual(["which?", "These.", "which?", "", "the cheapest?"]);
  });

  it("bounds the history, and starts it with a question", async () => {
    const context = await setUp();
    const threadId = newId();
    for (let i = 0; i < 4; i++) await answered(context, threadId, `question ${i}`);
    const few = beginSubmit({ threadId, text: "last", history: { maxMessages: 4, maxChars: 10_000 } });
    expect(await context.store.begin(few, context.ana.owner)).toMatchObject({
      history: [{ text: "question 3" }, { text: "Answer to question 3" }, { text: "last" }],
    });
    await context.store.finish(finishComplete(few.turnId, "ok"));
    const short = beginSubmit({ threadId, text: "longer than allowed", history: { maxMessages: 40, maxChars: 10 } });
    const begun = await context.store.begin(short, context.ana.owner);
    expect(begun).toMatchObject({ history: [{ role: "user", text: "longer than allowed" }] });
    expect(begun.ok && begun.kind === "begun" && begun.history.length).toBe(1);
  });
}
