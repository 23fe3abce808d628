import type { TurnOwner } from "@sendcat/shared-types";
import type { MutationCtx } from "../_generated/server.js";

/** The owner's row, made at their first message and written again only when their plan has changed. */
export async function ensureUser(ctx: MutationCtx, { userId, kind, plan }: TurnOwner): Promise<void> {
  const user = await ctx.db
    .query("users")
    .withIndex("by_subject", (q) => q.eq("subject", userId))
    .unique();
  if (!user) await ctx.db.insert("users", { subject: userId, kind, plan });
  else if (user.plan !== plan || user.kind !== kind) await ctx.db.patch(user._id, { kind, plan });
}
