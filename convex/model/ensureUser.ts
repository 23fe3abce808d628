import type { MutationCtx } from "../_generated/server.js";
import type { Caller } from "./auth.ts";

/** The caller's row, made at their first message and written again only when their plan has changed. */
export async function ensureUser(ctx: MutationCtx & { readonly caller: Caller }): Promise<void> {
  const { ownerId, kind, plan } = ctx.caller;
  const user = await ctx.db
    .query("users")
    .withIndex("by_subject", (q) => q.eq("subject", ownerId))
    .unique();
  if (!user) await ctx.db.insert("users", { subject: ownerId, kind, plan });
  else if (user.plan !== plan || user.kind !== kind) await ctx.db.patch(user._id, { kind, plan });
}
