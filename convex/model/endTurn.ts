import type { FinishReason, MessagePart, MessageStatus, ModelUsage, PublicError } from "@sendcat/shared-types";
import type { Doc } from "../_generated/dataModel.js";
import type { MutationCtx } from "../_generated/server.js";
import { cutText } from "./cutText.ts";
import { findMessage } from "./findMessage.ts";
import { findThread } from "./findThread.ts";
import { LIMITS } from "./limits.ts";

export interface TurnEnding {
  readonly status: Exclude<MessageStatus, "streaming">;
  readonly parts: readonly MessagePart[];
  readonly finishReason: FinishReason;
  readonly error: PublicError | null;
  readonly route: string | null;
  readonly generationId: string | null;
  readonly usage: ModelUsage | null;
  readonly chargedMicroUsd: number;
  readonly day: string;
  readonly firstTokenMs: number | null;
  readonly totalMs: number | null;
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
  const { status, finishReason, error, firstTokenMs, totalMs, usage } = ending;
  await ctx.db.patch(turn._id, { status, finishReason, firstTokenMs, totalMs });
  const message = await findMessage(ctx, turn.messageId);
  // safe because Convex leaves out what is undefined
  const storedError = error as Doc<"messages">["error"];
  if (message) await ctx.db.patch(message._id, { status, error: storedError, parts: fitParts(ending.parts) });
  await ctx.db.insert("usageLedger", {
    turnId: turn.turnId,
    ownerId: turn.ownerId,
    plan: turn.plan,
    day: ending.day,
    model: turn.model,
    route: ending.route,
    generationId: ending.generationId,
    outcome: status,
    inputTokens: usage?.inputTokens ?? null,
    outputTokens: usage?.outputTokens ?? null,
    reasoningTokens: usage?.reasoningTokens ?? null,
    cachedInputTokens: usage?.cachedInputTokens ?? null,
    costMicroUsd: usage?.costMicroUsd ?? null,
    chargedMicroUsd: ending.chargedMicroUsd,
    reconciled: usage !== null && usage.costMicroUsd !== null,
  });
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
    const text = cutText(part.text, left);
    left -= part.text.length;
    if (text !== "") fitting.push({ ...part, text });
    if (left <= 0) break;
  }
  return fitting;
}
