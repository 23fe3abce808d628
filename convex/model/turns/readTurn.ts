import type { TurnView } from "@sendcat/shared-types";
import type { QueryCtx } from "../../_generated/server.js";
import type { Reader } from "../platform/auth.ts";
import { findMessage } from "../messages/findMessage.ts";
import { findOwnTurn } from "./findTurn.ts";
import { LIMITS } from "../platform/limits.ts";

/** Rows past `afterSeq` while the turn runs, its final parts once it has ended. Bounded by what checkpointTurn lets one turn store. */
export async function readTurn(
  ctx: QueryCtx & { readonly caller: Reader },
  { turnId, afterSeq }: { readonly turnId: string; readonly afterSeq: number },
): Promise<TurnView | null> {
  const turn = await findOwnTurn(ctx, turnId, ctx.caller.ownerId);
  if (!turn) return null;
  const { threadId, messageId, model, status, finishReason } = turn;
  const message = await findMessage(ctx, messageId);
  const rows =
    status === "streaming"
      ? await ctx.db
          .query("turnChunks")
          .withIndex("by_turn_seq", (q) => q.eq("turnId", turnId).gt("seq", afterSeq))
          .take(LIMITS.chunksPerTurn)
      : [];
  return {
    turnId,
    threadId,
    assistantMessageId: messageId,
    model,
    status,
    finishReason,
    createdAtMs: Math.floor(turn._creationTime),
    chunks: rows.map(({ seq, textStart, segments }) => ({ seq, textStart, segments })),
    parts: status === "streaming" ? null : (message?.parts ?? []),
    error: message?.error ?? null,
  };
}
