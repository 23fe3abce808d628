import type { MutationCtx } from "../../_generated/server.js";
import { authTables } from "./authComponent.ts";
import type { SessionsToEnd } from "./endOtherSessions.ts";
import { findPassword } from "./findPassword.ts";
import { secureAccount } from "./secureAccount.ts";

export interface PasswordToStore extends SessionsToEnd {
  readonly hash: string;
}

/** Writes the hash of a new password and secures the account in one transaction: no crash can come in between. */
export async function storePassword(ctx: MutationCtx, { authUserId, hash, keep }: PasswordToStore): Promise<void> {
  const stored = await findPassword(ctx, authUserId);
  const written = { password: hash, updatedAt: Date.now() };
  if (stored) {
    const where = [{ field: "_id" as const, value: stored._id }];
    await ctx.runMutation(authTables.updateOne, { input: { model: "account", where, update: written } });
  } else {
    const owner = { userId: authUserId, accountId: authUserId, providerId: "credential" };
    const data = { ...owner, ...written, createdAt: written.updatedAt };
    await ctx.runMutation(authTables.create, { input: { model: "account", data } });
  }
  await secureAccount(ctx, { authUserId, keep, change: "password" });
}
