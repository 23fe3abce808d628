import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";
import { isClientId } from "../platform/limits.ts";

export async function findTurn(ctx: Pick<QueryCtx, "db">, turnId: string): Promise<Doc<"turns"> | null> {
  return await ctx.db
    .query("turns")
    .withIndex("by_turn_id", (q) => q.eq("turnId", turnId))
    .unique();
}

/** The owner's turn; null when it belongs to another user or does not exist. */
export async function findOwnTurn(
  ctx: Pick<QueryCtx, "db">,
  turnId: string,
  ownerId: string,
): Promise<Doc<"turns"> | null> {
  if (!isClientId(turnId)) return null;
  const turn = await findTurn(ctx, turnId);
  return turn?.ownerId === ownerId ? turn : null;
}
