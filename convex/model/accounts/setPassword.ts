import { PASSWORD_CHARS } from "@sendcat/shared-types";
import { internal } from "../../_generated/api.js";
import type { ActionCtx } from "../../_generated/server.js";
import { refuse } from "../platform/refuse.ts";
import { authErrorCode, createAuth } from "./createAuth.ts";
import { wrongCode } from "./wrongCode.ts";

export interface PasswordChange {
  readonly email: string;
  readonly code: string;
  readonly password: string;
  /** Id of the requesting session; null when not signed in. */
  readonly keep: string | null;
}

/** Sets the password with an emailed code, and ends the account's other sessions: an attacker may hold one. */
export async function setPassword(ctx: ActionCtx, { email, code, password, keep }: PasswordChange) {
  const { min, max } = PASSWORD_CHARS;
  if (password.length < min || password.length > max) {
    const message = `A password has ${min} to ${max} characters.`;
    return refuse({ code: "invalid_request", scope: "account.password", message });
  }
  try {
    const { api } = createAuth(ctx, {
      async onPasswordSet(set) {
        await ctx.runMutation(internal.accounts.storePassword, { ...set, keep });
      },
    });
    await api.resetPasswordEmailOTP({ body: { email, otp: code, password } });
  } catch (error) {
    if (authErrorCode(error) === null) throw error;
    return wrongCode();
  }
  return { ok: true } as const;
}
