import type { AccountStanding } from "@sendcat/shared-types";
import type { MutationCtx } from "../../_generated/server.js";
import { findAccount } from "./findAccount.ts";

/** An account's plan and role, from its row, which is created if missing. */
export async function openAccount(
  ctx: MutationCtx,
  { ownerId, authUserId }: { readonly ownerId: string; readonly authUserId?: string },
): Promise<AccountStanding> {
  const account = await findAccount(ctx, ownerId);
  if (account) return { userId: ownerId, plan: account.plan, role: account.role };
  const standing = { role: "user", plan: "free" } as const;
  const row = { ownerId, ...standing, graceUntilMs: null };
  await ctx.db.insert("accounts", authUserId === undefined ? row : { ...row, authUserId });
  return { userId: ownerId, ...standing };
}
