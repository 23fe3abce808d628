import { PASSWORD_CHARS } from "@sendcat/shared-types";
import type { ActionCtx } from "../../_generated/server.js";
import { refuse } from "../refuse.ts";
import { authErrorCode, createAuth } from "./createAuth.ts";
import { wrongCode } from "./wrongCode.ts";

/** Sets the password of who holds the code that was mailed for it. */
export async function setPassword(
  ctx: ActionCtx,
  { email, code, password }: { readonly email: string; readonly code: string; readonly password: string },
) {
  const { min, max } = PASSWORD_CHARS;
  if (password.length < min || password.length > max) {
    const message = `A password has ${min} to ${max} characters.`;
    return refuse({ code: "invalid_request", scope: "account.password", message });
  }
  try {
    await createAuth(ctx).api.resetPasswordEmailOTP({ body: { email, otp: code, password } });
  } catch (error) {
    const known = authErrorCode(error);
    if (known === null) throw error;
    return wrongCode(known);
  }
  return { ok: true } as const;
}
