import {
  assistantMessageId,
  type BeginTurn,
  type Credential,
  type ThreadStore,
  type TurnOwner,
  type TurnStore,
} from "@sendcat/shared-types";
import { expect, it } from "vitest";
import { beginContinue, beginRegenerate, beginSubmit, finishComplete, newId } from "./turn-samples.ts";

interface Context {
  readonly store: TurnStore;
  readonly threads: ThreadStore;
  readonly ana: Credential & { readonly owner: TurnOwner };
}

/** The rest of an answer: a part of the tests that every TurnStore must pass. */
export function continueContract<C extends Context>(
  setUp: () => Promise<C>,
  answered: (context: C, threadId?: string, text?: string) => Promise<BeginTurn>,
): void {
  it("goes on with an answer that was cut: the rest follows it, and the model is shown it as the last message", async () => {
    const { store, threads, ana } = await setUp();
    const first = beginSubmit({});
    await store.begin(first, ana.owner);
    await store.finish({ ...finishComplete(first.turnId, "Half an "), status: "truncated", finishReason: "length" });
    const half = assistantMessageId(first.turnId);
    const rest = beginContinue(first.threadId, half);
    const started = await store.begin(rest, ana.owner);
    expect(started).toMatchObject({
      kind: "begun",
      history: [{ role: "user" }, { role: "assistant", text: "Half an " }],
    });
    await store.finish(finishComplete(rest.turnId, "answer"));
    const page = await threads.messages({ threadId: first.threadId, cursor: null, limit: 10 }, ana);
    expect(page?.items.map(({ id, parentId, status }) => [id, parentId, status])).toEqual([
      [assistantMessageId(rest.turnId), half, "complete"],
      [half, page?.items[2]?.id, "truncated"],
      [page?.items[2]?.id, null, "complete"],
    ]);
    // The rest may be written anew: the first half stays.
    const again = beginRegenerate(first.threadId, assistantMessageId(rest.turnId));
    expect(await store.begin(again, ana.owner)).toMatchObject({
      kind: "begun",
      history: [{ role: "user" }, { role: "assistant", text: "Half an " }],
    });
    await store.finish(finishComplete(again.turnId, "loaf"));
    const next = beginSubmit({ threadId: first.threadId, text: "And then?" });
    expect(await store.begin(next, ana.owner)).toMatchObject({
      history: [{ role: "user" }, { role: "assistant", text: "Half an loaf" }, { role: "user", text: "And then?" }],
    });
  });

  it("goes on with nothing that is complete, or not the last answer, or in no thread", async () => {
    const context = await setUp();
    const { store, ana } = context;
    const { threadId, turnId } = await answered(context, newId(), "one");
    const refusals = await Promise.all([
      store.begin(beginContinue(threadId, assistantMessageId(turnId)), ana.owner),
      store.begin(beginContinue(threadId, assistantMessageId(newId())), ana.owner),
      store.begin(beginContinue(newId(), newId()), ana.owner),
    ]);
    expect(refusals).toMatchObject([
      { refusal: { code: "conflict", scope: "message.continue" } },
      { refusal: { code: "conflict", scope: "message.last" } },
      { refusal: { code: "not_found" } },
    ]);
  });
}
