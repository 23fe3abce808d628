import type { Doc } from "../../_generated/dataModel.js";
import type { MutationCtx } from "../../_generated/server.js";
import { findThread } from "../threads/findThread.ts";
import { LIMITS } from "../platform/limits.ts";
import { openSettlement } from "../money/openSettlement.ts";
import { writeTurnRow } from "../money/writeTurnRow.ts";
import { storeAnswer } from "./storeAnswer.ts";
import type { TurnEnding } from "./turnEnding.ts";

/**
 * Ends a streaming turn in one transaction: its message, ledger row, checkpoints and state change together or not at all, so that a turn is
 * charged exactly once. The calling code has checked that the turn is streaming. Returns its thread, if it still exists.
 */
export async function endTurn(
  ctx: MutationCtx,
  turn: Doc<"turns">,
  ending: TurnEnding,
): Promise<Doc<"threads"> | null> {
  await storeAnswer(ctx, turn, ending);
  await writeTurnRow(ctx, turn, ending);
  await openSettlement(ctx, turn, ending);
  const chunks = await ctx.db
    .query("turnChunks")
    .withIndex("by_turn_seq", (q) => q.eq("turnId", turn.turnId))
    .take(LIMITS.chunksPerTurn);
  for (const chunk of chunks) await ctx.db.delete(chunk._id);
  const thread = await findThread(ctx, turn.threadId);
  if (thread) await ctx.db.patch(thread._id, { updatedAtMs: Date.now() });
  return thread;
}
