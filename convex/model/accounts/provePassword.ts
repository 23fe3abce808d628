import { verifyPassword } from "better-auth/crypto";
import type { ActionCtx } from "../../_generated/server.js";
import { findAuthUserByEmail, type AuthUser } from "./findAuthUser.ts";
import { findPassword } from "./findPassword.ts";

export interface ProvenPassword extends AuthUser {
  /** The stored hash that the password was compared with. */
  readonly hash: string;
}

/** A salt and a hash in Better Auth's form that no password has. */
const NOBODYS_HASH = `${"0".repeat(32)}:${"0".repeat(128)}`;

/**
 * The user whose password this is; null for any other. Every address costs the same two reads and one comparison: without an account or a
 * password, it is with nobody's.
 */
export async function provePassword(
  ctx: ActionCtx,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<ProvenPassword | null> {
  const user = await findAuthUserByEmail(ctx, email);
  const stored = await findPassword(ctx, user?._id ?? "nobody");
  const hash = stored?.password ?? NOBODYS_HASH;
  const isRight = await verifyPassword({ hash, password });
  return user && isRight ? { ...user, hash } : null;
}
