import type { TurnOwner } from "@sendcat/shared-types";
import type { Doc } from "../../_generated/dataModel.js";
import type { MutationCtx } from "../../_generated/server.js";

/**
 * The owner's row, already looked up by the caller: created at the first message, written again only when the plan has changed. An account's
 * first message ends the time in which the token of the guest it was may still read.
 */
export async function ensureUser(
  ctx: MutationCtx,
  user: Doc<"users"> | null,
  { userId, kind, plan }: TurnOwner,
): Promise<void> {
  if (!user) await ctx.db.insert("users", { subject: userId, kind, plan });
  else if (user.plan !== plan || user.kind !== kind || user.signedInAtMs !== undefined)
    await ctx.db.patch(user._id, { kind, plan, signedInAtMs: undefined });
}
