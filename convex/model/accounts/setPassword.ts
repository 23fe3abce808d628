import type { ActionCtx } from "../../_generated/server.js";
import { refuse } from "../refuse.ts";
import { PASSWORD_CHARS } from "./accountLimits.ts";
import { authErrorCode, createAuth } from "./createAuth.ts";

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
    if (authErrorCode(error) === null) throw error;
    const message = "That code is not right, or it is too old. Ask for a new one.";
    return refuse({ code: "forbidden", scope: "account.code", message });
  }
  return { ok: true } as const;
}
