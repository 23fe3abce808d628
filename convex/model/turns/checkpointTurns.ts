import type { Checkpoint, CheckpointReply } from "@sendcat/shared-types";
import { ConvexError } from "convex/values";
import type { MutationCtx } from "../../_generated/server.js";
import type { Doc } from "../../_generated/dataModel.js";
import { findLiveTurn } from "./findLiveTurn.ts";
import { findTurn } from "./findTurn.ts";
import { isTakenForLost } from "./isTakenForLost.ts";
import { LIMITS } from "../platform/limits.ts";
import { partsChars } from "../messages/partsChars.ts";

/** Stores checkpoints of many turns of one worker, each independently. Throws `invalid_request` on input that no worker sends; nothing is stored. */
export async function checkpointTurns(
  ctx: MutationCtx,
  checkpoints: readonly Checkpoint[],
): Promise<CheckpointReply[]> {
  if (checkpoints.length > LIMITS.checkpoints || !checkpoints.every(isValid))
    throw new ConvexError({ code: "invalid_request" });
  const replies: CheckpointReply[] = [];
  for (const checkpoint of checkpoints) replies.push(await checkpointTurn(ctx, checkpoint));
  return replies;
}

function isValid({ chunk, progress }: Checkpoint): boolean {
  const names = [progress?.route ?? "", progress?.generationId ?? ""];
  if (names.some((name) => name.length > LIMITS.providerNameChars)) return false;
  return !chunk || (Number.isInteger(chunk.seq) && chunk.seq >= 0 && chunk.segments.length <= LIMITS.messageParts);
}

/**
 * Stores one row of the answer so far. A resent row replaces the first: its worker never got the reply. Rows beyond the size of one answer are
 * dropped. A worker that the sweep took for dead may continue and end the turn after all, unless another answer is being written in the
 * conversation.
 */
async function checkpointTurn(ctx: MutationCtx, checkpoint: Checkpoint): Promise<CheckpointReply> {
  const { turnId, chunk, progress } = checkpoint;
  const turn = await findTurn(ctx, turnId);
  if (turn?.status !== "streaming") {
    const isAlone = turn !== null && isTakenForLost(turn) && (await findLiveTurn(ctx, turn.threadId)) === null;
    return { live: isAlone };
  }
  const chunkChars = chunk ? await keepChunk(ctx, turn, chunk) : turn.chunkChars;
  await ctx.db.patch(turn._id, { chunkChars, ...(progress ? { progress } : {}) });
  return { live: true };
}

/** Returns how much text of the turn is stored now. */
async function keepChunk(
  ctx: MutationCtx,
  { turnId, chunkChars }: Doc<"turns">,
  chunk: NonNullable<Checkpoint["chunk"]>,
): Promise<number> {
  const { seq, textStart, segments } = chunk;
  const stored = await ctx.db
    .query("turnChunks")
    .withIndex("by_turn_seq", (q) => q.eq("turnId", turnId).eq("seq", seq))
    .unique();
  const grownTo = chunkChars + partsChars(segments) - (stored ? partsChars(stored.segments) : 0);
  if (grownTo > LIMITS.messageChars || seq >= LIMITS.chunksPerTurn) return chunkChars;
  const row = { turnId, seq, textStart, segments: [...segments] };
  await (stored ? ctx.db.replace(stored._id, row) : ctx.db.insert("turnChunks", row));
  return grownTo;
}
