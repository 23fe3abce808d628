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
    for (const turn of [0, 1, 2]) {
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
    expect(queries).toEqual([[], [], [], [found(5)], [], [found(6), found(7), found(8)], []]);
    const texts = ["which?", "These.", "which?", "", "which?", "", "the cheapest?"];
    expect(history.map(({ text }) => text)).toEqual(texts);
  });

  it("bounds the history, and starts it with a question", async () => {
    const context = await setUp();
    const threadId = newId();
    for (let i = 0; i < 4; i++) await answered(context, threadId, `question ${i}`);
    const few = beginSubmit({ threadId, text: "last", history: { maxMessages: 6, maxChars: 10_000 } });
    expect(await context.store.begin(few, context.ana.owner)).toMatchObject({
      history: [{ text: "question 3" }, { text: "Answer to question 3" }, { text: "last" }],
    });
    await context.store.finish(finishComplete(few.turnId, "ok"));
    const short = beginSubmit({ threadId, text: "longer than allowed", history: { maxMessages: 40, maxChars: 10 } });
    const begun = await context.store.begin(short, context.ana.owner);
    expect(begun).toMatchObject({ history: [{ role: "user", text: "longer than allowed" }] });
    expect(begun.ok && begun.kind === "begun" && begun.history.length).toBe(1);
  });

  it("cuts the history in steps, so that the provider's cache knows how the next prompts begin", async () => {
    const context = await setUp();
    const threadId = newId();
    const starts: (string | undefined)[] = [];
    for (let i = 0; i < 12; i++) {
      const begin = beginSubmit({ threadId, text: `question ${i}`, history: { maxMessages: 8, maxChars: 10_000 } });
      const begun = await context.store.begin(begin, context.ana.owner);
      const history = begun.ok && begun.kind === "begun" ? begun.history : [];
      expect(history.length).toBeLessThanOrEqual(8);
      expect(history.at(-1)?.text).toBe(`question ${i}`);
      starts.push(history[0]?.text);
      await context.store.finish(finishComplete(begin.turnId, `Answer ${i}`));
    }
    const froms = starts.map((text) => Number(text?.split(" ")[1]));
    expect(froms).toEqual([0, 0, 0, 0, 3, 3, 3, 6, 6, 6, 9, 9]);
  });
}
