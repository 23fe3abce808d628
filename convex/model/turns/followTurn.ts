import type { MessageStatus } from "@sendcat/shared-types";
import type { MutationCtx } from "../../_generated/server.js";
import type { Caller } from "../platform/auth.ts";
import { findOwnTurn } from "./findTurn.ts";

/** From now on the worker checkpoints more often. A stop request stays a stop request. */
export async function followTurn(
  ctx: MutationCtx & { readonly caller: Caller },
  turnId: string,
): Promise<{ readonly status: MessageStatus } | null> {
  const turn = await findOwnTurn(ctx, turnId, ctx.caller.ownerId);
  if (!turn) return null;
  if (turn.status === "streaming" && turn.signal === null) await ctx.db.patch(turn._id, { signal: "follow" });
  return { status: turn.status };
}
