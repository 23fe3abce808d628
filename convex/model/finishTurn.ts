import type { FinishTurn } from "@sendcat/shared-types";
import { internal } from "../_generated/api.js";
import type { MutationCtx } from "../_generated/server.js";
import { endTurn } from "./endTurn.ts";
import { findTurn } from "./findTurn.ts";
import { putRight } from "./money/putRight.ts";

/** The first ending stands; what comes after it changes nothing but the money of a turn that was taken for lost. */
export async function finishTurn(ctx: MutationCtx, finish: FinishTurn): Promise<{ readonly applied: boolean }> {
  const turn = await findTurn(ctx, finish.turnId);
  if (turn?.status === "interrupted") await putRight(ctx, finish);
  if (turn?.status !== "streaming") return { applied: false };
  const thread = await endTurn(ctx, turn, finish);
  if (thread?.titleState === "prompt" && !thread.removed && finish.status === "complete") {
    await ctx.db.patch(thread._id, { titleState: "pending" });
    const { threadId, requestId } = turn;
    await ctx.scheduler.runAfter(0, internal.titles.generate, {
      threadId,
      ...(requestId === undefined ? {} : { requestId }),
    });
  }
  return { applied: true };
}
