import type { MutationCtx } from "../../_generated/server.js";
import { LIMITS } from "../platform/limits.ts";
import { authTables } from "./authComponent.ts";
import { endOtherSessions } from "./endOtherSessions.ts";
import { findAuthUser } from "./findAuthUser.ts";
import { findAccount } from "./findAccount.ts";
import { passkeysOf } from "../passkeys/findPasskey.ts";

/**
 * Deletes the user rows of guests who joined the account, then the account with its address, passwords, passkeys, codes and sessions. Null
 * when nothing is left.
 */
export async function eraseAccount(ctx: MutationCtx, ownerId: string): Promise<"more" | null> {
  const guests = await ctx.db
    .query("users")
    .withIndex("by_carried_to", (q) => q.eq("carriedTo", ownerId))
    .take(LIMITS.eraseBatch);
  for (const guest of guests) await ctx.db.delete(guest._id);
  if (guests.length > 0) return "more";
  const account = await findAccount(ctx, ownerId);
  if (!account) return null;
  const { authUserId } = account;
  if (authUserId !== undefined) await eraseAuthUser(ctx, authUserId);
  await ctx.db.delete(account._id);
  return "more";
}

async function eraseAuthUser(ctx: MutationCtx, userId: string): Promise<void> {
  const user = await findAuthUser(ctx, userId);
  const paginationOpts = { cursor: null, numItems: LIMITS.sessionsEnded };
  const ofUser = [{ field: "userId" as const, value: userId }];
  await endOtherSessions(ctx, { authUserId: userId, keep: null });
  await ctx.runMutation(authTables.deleteMany, { input: { model: "account", where: ofUser }, paginationOpts });
  for (const purpose of ["sign-in", "forget-password", "email-verification"]) {
    const where = [{ field: "identifier" as const, value: `${purpose}-otp-${user?.email ?? ""}` }];
    await ctx.runMutation(authTables.deleteMany, { input: { model: "verification", where }, paginationOpts });
  }
  for (const { _id } of await passkeysOf(ctx, userId)) await ctx.db.delete(_id);
  const challenges = ctx.db.query("passkeyChallenges").withIndex("by_auth_user", (q) => q.eq("authUserId", userId));
  for (const { _id } of await challenges.take(LIMITS.eraseBatch)) await ctx.db.delete(_id);
  await ctx.runMutation(authTables.deleteOne, { input: { model: "user", where: [{ field: "_id", value: userId }] } });
}
