import type { MessageStatus } from "@sendcat/shared-types";
import type { MutationCtx } from "../../_generated/server.js";
import type { Caller } from "../platform/auth.ts";
import { findOwnTurn } from "./findTurn.ts";

/** The worker sees it the next time it reads its signals. An ended turn stays as it is. */
export async function stopTurn(
  ctx: MutationCtx & { readonly caller: Caller },
  turnId: string,
): Promise<{ readonly status: MessageStatus } | null> {
  const turn = await findOwnTurn(ctx, turnId, ctx.caller.ownerId);
  if (!turn) return null;
  if (turn.status === "streaming" && turn.signal !== "stop") await ctx.db.patch(turn._id, { signal: "stop" });
  return { status: turn.status };
}
