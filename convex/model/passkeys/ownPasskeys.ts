import type { AccountResult, PasskeyView } from "@sendcat/shared-types";
import type { MutationCtx, QueryCtx } from "../../_generated/server.js";
import { findAccount } from "../accounts/findAccount.ts";
import { secureAccount } from "../accounts/secureAccount.ts";
import type { Caller } from "../platform/auth.ts";
import { refuse } from "../platform/refuse.ts";
import { findPasskey, passkeysOf } from "./findPasskey.ts";

/** An account's passkeys; none for a guest. */
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

/** The user who removes a passkey may have lost the device, so the sessions made with it end too. */
export async function removePasskey(
  ctx: MutationCtx,
  { caller, id }: { readonly caller: Pick<Caller, "ownerId" | "sessionId">; readonly id: string },
): Promise<AccountResult> {
  const account = await findAccount(ctx, caller.ownerId);
  const known = await findPasskey(ctx, id);
  if (!known || known.authUserId !== account?.authUserId)
    return refuse({ code: "not_found", scope: "account.passkey" });
  await ctx.db.delete(known._id);
  await secureAccount(ctx, { authUserId: known.authUserId, keep: caller.sessionId, change: "passkey-removed" });
  return { ok: true };
}
