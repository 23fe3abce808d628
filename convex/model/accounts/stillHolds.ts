import { v, type Infer } from "convex/values";
import type { MutationCtx } from "../../_generated/server.js";
import { findPasskey } from "../passkeys/findPasskey.ts";
import { findPassword } from "./findPassword.ts";

/** How a session was made, if its owner can revoke that: the hash that the password was compared with, or the id of a passkey. */
export const vMadeWith = v.union(v.object({ passwordHash: v.string() }), v.object({ passkey: v.string() }), v.null());
export type MadeWith = Infer<typeof vMadeWith>;

/** False when the password was changed, or the passkey removed, after the check. */
export async function stillHolds(
  ctx: MutationCtx,
  { authUserId, madeWith }: { readonly authUserId: string; readonly madeWith: MadeWith },
): Promise<boolean> {
  if (madeWith === null) return true;
  if ("passkey" in madeWith) return (await findPasskey(ctx, madeWith.passkey))?.authUserId === authUserId;
  return (await findPassword(ctx, authUserId))?.password === madeWith.passwordHash;
}
