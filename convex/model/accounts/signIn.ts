import type { SignInResult } from "@sendcat/shared-types";
import { internal } from "../../_generated/api.js";
import type { ActionCtx } from "../../_generated/server.js";
import { refuse } from "../refuse.ts";
import { authErrorCode, createAuth } from "./createAuth.ts";
import { wrongCode } from "./wrongCode.ts";

export interface SignInCall {
  readonly email: string;
  readonly code?: string | undefined;
  readonly password?: string | undefined;
  /** The guest who signs in; null without one. */
  readonly guestId: string | null;
}

const WRONG_PASSWORD = "That address and password do not go together.";

/** Checks the code or the password, opens the account, and gives it what was the guest's. */
export async function signIn(ctx: ActionCtx, { email, code, password, guestId }: SignInCall): Promise<SignInResult> {
  const { api } = createAuth(ctx);
  let session: { readonly token: string; readonly user: { readonly id: string; readonly email: string } };
  try {
    session =
      code === undefined
        ? await api.signInEmail({ body: { email, password: password ?? "" } })
        : await api.signInEmailOTP({ body: { email, otp: code } });
  } catch (error) {
    const known = authErrorCode(error);
    if (known === null) throw error;
    if (code !== undefined) return wrongCode(known);
    return refuse({ code: "forbidden", scope: "account.password", message: WRONG_PASSWORD });
  }
  const { token, user } = session;
  const { standing, carriedFrom } = await ctx.runMutation(internal.accounts.enter, { authUserId: user.id, guestId });
  return { ok: true, session: { sid: token, email: user.email, standing }, carriedFrom };
}
