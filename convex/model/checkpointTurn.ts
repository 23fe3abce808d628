import type { Checkpoint, CheckpointReply } from "@sendcat/shared-types";
import { ConvexError } from "convex/values";
import type { MutationCtx } from "../_generated/server.js";
import { findTurn } from "./findTurn.ts";
import { LIMITS } from "./limits.ts";
import { partsChars } from "./partsChars.ts";

/**
 * Stores one row of the answer so far and renews the lease. A row sent again takes the first one's place: its worker never saw the receipt.
 * Rows beyond the size of one answer are not kept; the lease is renewed all the same.
 */
export async function checkpointTurn(
  ctx: MutationCtx,
  { turnId, chunk, leaseMs, progress }: Checkpoint,
): Promise<CheckpointReply> {
  const names = [progress?.route ?? "", progress?.generationId ?? ""];
  if (!(leaseMs >= 1 && leaseMs <= LIMITS.leaseMs) || names.some((name) => name.length > LIMITS.providerNameChars))
    throw new ConvexError({ code: "invalid_request" });
  const turn = await findTurn(ctx, turnId);
  if (turn?.status !== "streaming") return { stopRequested: turn?.stopRequested ?? false, live: false };
  let chunkChars = turn.chunkChars;
  if (chunk) {
    if (!Number.isInteger(chunk.seq) || chunk.seq < 0 || chunk.segments.length > LIMITS.messageParts)
      throw new ConvexError({ code: "invalid_request" });
    const stored = await ctx.db
      .query("turnChunks")
      .withIndex("by_turn_seq", (q) => q.eq("turnId", turnId).eq("seq", chunk.seq))
      .unique();
    const grownTo = chunkChars + partsChars(chunk.segments) - (stored ? partsChars(stored.segments) : 0);
    const { seq, textStart } = chunk;
    if (grownTo <= LIMITS.messageChars && seq < LIMITS.chunksPerTurn) {
      chunkChars = grownTo;
      const row = { turnId, seq, textStart, segments: [...chunk.segments] };
      await (stored ? ctx.db.replace(stored._id, row) : ctx.db.insert("turnChunks", row));
    }
  }
  const leaseExpiresAtMs = Date.now() + leaseMs;
  await ctx.db.patch(turn._id, { leaseExpiresAtMs, chunkChars, ...(progress ? { progress } : {}) });
  return { stopRequested: turn.stopRequested, live: true };
}
