import type { Doc } from "../../_generated/dataModel.js";
import type { QueryCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";

export async function findPasskey(ctx: Pick<QueryCtx, "db">, credentialId: string): Promise<Doc<"passkeys"> | null> {
  return await ctx.db
    .query("passkeys")
    .withIndex("by_credential", (q) => q.eq("credentialId", credentialId))
    .unique();
}

/** The passkeys of an auth component's user. */
export async function passkeysOf(ctx: Pick<QueryCtx, "db">, authUserId: string): Promise<Doc<"passkeys">[]> {
  return await ctx.db
    .query("passkeys")
    .withIndex("by_auth_user", (q) => q.eq("authUserId", authUserId))
    .take(LIMITS.passkeys);
}
