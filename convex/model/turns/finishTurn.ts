import { ENDING_TABLE, type FinishTurn } from "@sendcat/shared-types";
import { internal } from "../../_generated/api.js";
import type { Doc } from "../../_generated/dataModel.js";
import type { MutationCtx } from "../../_generated/server.js";
import { endTurn } from "./endTurn.ts";
import { findThread } from "../threads/findThread.ts";
import { findTurn } from "./findTurn.ts";
import { isTakenForLost } from "./isTakenForLost.ts";
import { putRight } from "../money/putRight.ts";
import { storeAnswer } from "./storeAnswer.ts";

/** A worker's first ending counts, even over the sweep's, which took the worker for dead and had only the checkpoints. */
export async function finishTurn(ctx: MutationCtx, finish: FinishTurn): Promise<{ readonly applied: boolean }> {
  const turn = await findTurn(ctx, finish.turnId);
  if (turn?.status === "streaming") {
    const thread = await endTurn(ctx, turn, finish);
    await askForName(ctx, thread, { turn, finish });
    return { applied: true };
  }
  if (turn?.status !== "interrupted") return { applied: false };
  await putRight(ctx, finish);
  if (!isTakenForLost(turn)) return { applied: false };
  await storeAnswer(ctx, turn, finish);
  await askForName(ctx, await findThread(ctx, turn.threadId), { turn, finish });
  return { applied: true };
}

/** Names a thread after its first complete answer, or its first that was only too long. */
async function askForName(
  ctx: MutationCtx,
  thread: Doc<"threads"> | null,
  { turn, finish }: { readonly turn: Doc<"turns">; readonly finish: FinishTurn },
): Promise<void> {
  if (thread?.titleState !== "prompt" || thread.removed || !ENDING_TABLE[finish.status].isAnswer) return;
  const { threadId, requestId } = turn;
  await ctx.db.patch(thread._id, { titleState: "pending" });
  const job = { threadId, ...(requestId === undefined ? {} : { requestId }) };
  await ctx.scheduler.runAfter(0, internal.titles.generate, job);
}
