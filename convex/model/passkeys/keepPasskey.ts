import { type AccountResult, cutText, MAX_PASSKEY_NAME_CHARS } from "@sendcat/shared-types";
import type { Doc } from "../../_generated/dataModel.js";
import type { MutationCtx } from "../../_generated/server.js";
import type { SessionsToEnd } from "../accounts/endOtherSessions.ts";
import { findAccountOfUser } from "../accounts/findAccount.ts";
import { secureAccount } from "../accounts/secureAccount.ts";
import { LIMITS } from "../platform/limits.ts";
import { refuse } from "../platform/refuse.ts";
import { findPasskey, passkeysOf } from "./findPasskey.ts";

/**
 * Stores a verified passkey and ends the account's sessions, except the one to keep; refuses a passkey for a deleted account, a duplicate, and
 * more than the limit per account.
 */
export async function keepPasskey(
  ctx: MutationCtx,
  { keep, ...made }: Omit<Doc<"passkeys">, "_id" | "_creationTime" | "usedAtMs"> & Pick<SessionsToEnd, "keep">,
): Promise<AccountResult> {
  if (!(await findAccountOfUser(ctx, made.authUserId))) return refuse({ code: "not_found", scope: "account" });
  if (await findPasskey(ctx, made.credentialId)) return refuse({ code: "conflict", scope: "account.passkey" });
  if ((await passkeysOf(ctx, made.authUserId)).length >= LIMITS.passkeys) {
    const message = `An account can have at most ${LIMITS.passkeys} passkeys. Remove one first.`;
    return refuse({ code: "conflict", scope: "account.passkeys", message });
  }
  const name = cutText(made.name, MAX_PASSKEY_NAME_CHARS);
  await ctx.db.insert("passkeys", { ...made, name, usedAtMs: null });
  await secureAccount(ctx, { authUserId: made.authUserId, keep, change: "passkey-added" });
  return { ok: true };
}
