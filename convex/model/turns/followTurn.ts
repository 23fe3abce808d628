import type { MessageStatus } from "@sendcat/shared-types";
import type { MutationCtx } from "../../_generated/server.js";
import type { Caller } from "../platform/auth.ts";
import { findOwnTurn } from "./findTurn.ts";

/** The worker writes it down more often from now on. A stop that was asked for stays one. */
export async function followTurn(
  ctx: MutationCtx & { readonly caller: Caller },
  turnId: string,
): Promise<{ readonly status: MessageStatus } | null> {
  const turn = await findOwnTurn(ctx, turnId, ctx.caller.ownerId);
  if (!turn) return null;
  if (turn.status === "streaming" && turn.signal === null) await ctx.db.patch(turn._id, { signal: "follow" });
  return { status: turn.status };
}
