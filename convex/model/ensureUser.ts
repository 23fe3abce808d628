import type { TurnOwner } from "@sendcat/shared-types";
import type { MutationCtx } from "../_generated/server.js";
import { findUser } from "./people/findUser.ts";

/** The owner's row, made at their first message and written again only when their plan has changed. */
export async function ensureUser(ctx: MutationCtx, { userId, kind, plan }: TurnOwner): Promise<void> {
  const user = await findUser(ctx, userId);
  if (!user) await ctx.db.insert("users", { subject: userId, kind, plan });
  else if (user.plan !== plan || user.kind !== kind) await ctx.db.patch(user._id, { kind, plan });
}
