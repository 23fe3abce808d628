import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";

export async function findAccount(ctx: Pick<QueryCtx, "db">, ownerId: string): Promise<Doc<"accounts"> | null> {
  return await ctx.db
    .query("accounts")
    .withIndex("by_owner", (q) => q.eq("ownerId", ownerId))
    .unique();
}

/** Finds an account by the auth component's user id. */
export async function findAccountOfUser(
  ctx: Pick<QueryCtx, "db">,
  authUserId: string,
): Promise<Doc<"accounts"> | null> {
  return await ctx.db
    .query("accounts")
    .withIndex("by_auth_user", (q) => q.eq("authUserId", authUserId))
    .unique();
}
