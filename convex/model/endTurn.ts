import { partChars, type FinishTurn, type MessagePart, type MessageStatus } from "@sendcat/shared-types";
import type { Doc } from "../_generated/dataModel.js";
import type { MutationCtx } from "../_generated/server.js";
import { cutText } from "./cutText.ts";
import { findMessage } from "./findMessage.ts";
import { findThread } from "./findThread.ts";
import { LIMITS } from "./limits.ts";
import { landKnownResults } from "./tools/landResults.ts";
import { openSettlement } from "./money/openSettlement.ts";
import { searchable } from "./searchable.ts";
import { writeTurnRow } from "./money/writeTurnRow.ts";

export interface TurnEnding extends Omit<FinishTurn, "turnId" | "status" | "totalMs"> {
  readonly status: Exclude<MessageStatus, "streaming">;
  readonly totalMs: number | null;
  /** Its worker is gone, so nobody has told Redis. */
  readonly isLost?: boolean;
}

/**
 * Ends a streaming turn in one transaction: its message, its ledger row, its checkpoints and its state change together or not at all, so that
 * a turn is paid for exactly once. The caller has seen that the turn is streaming. Returns its thread, if it is still there.
 */
export async function endTurn(
  ctx: MutationCtx,
  turn: Doc<"turns">,
  ending: TurnEnding,
): Promise<Doc<"threads"> | null> {
  const { status, finishReason, error, firstTokenMs, totalMs } = ending;
  await ctx.db.patch(turn._id, { status, finishReason, firstTokenMs, totalMs });
  const message = await findMessage(ctx, turn.messageId);
  // safe because Convex leaves out what is undefined
  const storedError = error as Doc<"messages">["error"];
  if (message) {
    const parts = [...(await landKnownResults(ctx, turn.turnId, fitParts(ending.parts)))];
    await ctx.db.patch(message._id, { status, error: storedError, parts, searchText: searchable(parts) });
  }
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

/** An answer too large to store is cut, never refused: refusing it would lose the ledger row as well. */
function fitParts(parts: readonly MessagePart[]): MessagePart[] {
  let left: number = LIMITS.messageChars;
  const fitting: MessagePart[] = [];
  for (const part of parts.slice(0, LIMITS.messageParts)) {
    const fitted = "text" in part ? { ...part, text: cutText(part.text, left) } : part;
    left -= partChars(part);
    if ("text" in fitted ? fitted.text !== "" : left > 0) fitting.push(fitted);
    if (left <= 0) break;
  }
  return fitting;
}
