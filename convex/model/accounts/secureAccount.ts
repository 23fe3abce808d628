import type { MutationCtx } from "../../_generated/server.js";
import { endOtherSessions, type SessionsToEnd } from "./endOtherSessions.ts";
import type { AccountChange } from "./ownerLetter.ts";
import { tellOwner } from "./tellOwner.ts";

/** After a change of how the account is entered, in its transaction: whoever else was signed in has to sign in again, and the owner is told. */
export async function secureAccount(
  ctx: MutationCtx,
  { change, ...sessions }: SessionsToEnd & { readonly change: AccountChange },
): Promise<void> {
  await endOtherSessions(ctx, sessions);
  await tellOwner(ctx, { authUserId: sessions.authUserId, change });
}
