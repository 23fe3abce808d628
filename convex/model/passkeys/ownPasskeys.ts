import type { AccountResult, PasskeyView } from "@sendcat/shared-types";
import type { MutationCtx, QueryCtx } from "../../_generated/server.js";
import { findAccount } from "../accounts/findAccount.ts";
import { refuse } from "../refuse.ts";
import { findPasskey, passkeysOf } from "./findPasskey.ts";

/** Of an account; nothing for a guest. */
export async function listPasskeys(ctx: Pick<QueryCtx, "db">, ownerId: string): Promise<PasskeyView[]> {
  const authUserId = (await findAccount(ctx, ownerId))?.authUserId;
  if (authUserId === undefined) return [];
  const own = await passkeysOf(ctx, authUserId);
  return own.map(({ credentialId: id, name, _creationTime, usedAtMs }) => ({
    id,
    name,
    createdAtMs: _creationTime,
    usedAtMs,
  }));
}

export async function removePasskey(
  ctx: MutationCtx,
  { ownerId, id }: { readonly ownerId: string; readonly id: string },
): Promise<AccountResult> {
  const account = await findAccount(ctx, ownerId);
  const known = await findPasskey(ctx, id);
  if (!known || known.authUserId !== account?.authUserId)
    return refuse({ code: "not_found", scope: "account.passkey" });
  await ctx.db.delete(known._id);
  return { ok: true };
}
