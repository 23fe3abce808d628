import type { Refusal, SignInRequest, SignInResult } from "@sendcat/shared-types";
import { internal } from "../../_generated/api.js";
import type { ActionCtx } from "../../_generated/server.js";
import { provePasskey } from "../passkeys/provePasskey.ts";
import { refuse } from "../platform/refuse.ts";
import { authErrorCode, createAuth } from "./createAuth.ts";
import { findAuthUser } from "./findAuthUser.ts";
import { findSession } from "./findSession.ts";
import { provePassword } from "./provePassword.ts";
import type { MadeWith } from "./stillHolds.ts";
import { sessionWithProvider } from "./withProvider.ts";
import { wrongCode } from "./wrongCode.ts";

interface Proven {
  readonly ok: true;
  readonly sid: string;
  readonly authUserId: string;
  readonly email: string;
  readonly madeWith: MadeWith;
}
type Proof = Proven | { readonly ok: false; readonly refusal: Refusal };

const WRONG_PASSWORD = "Wrong email address or password.";
const WRONG_PASSKEY = "This passkey is not registered. Sign in with a code instead.";
const WRONG_PROVIDER = "That did not work. Try again, or sign in with a code.";

/** Checks the proof, opens the account, and moves the guest's data to it. */
export async function signIn(ctx: ActionCtx, { proof, guestId }: SignInRequest): Promise<SignInResult> {
  const proven = await prove(ctx, proof);
  if (!proven.ok) return proven;
  const { sid, authUserId, email, madeWith } = proven;
  const entered = await ctx.runMutation(internal.accounts.enter, { sid, authUserId, madeWith, guestId });
  if (!entered) return madeWith !== null && "passkey" in madeWith ? wrongPasskey() : wrongPassword();
  const { standing, carriedFrom } = entered;
  const stored = await findSession(ctx, sid);
  // Only a concurrent sign-out everywhere can have ended it.
  if (!stored) return refuse({ code: "conflict", scope: "account.session" });
  return { ok: true, session: { sid, id: stored._id, email, standing }, carriedFrom };
}

async function prove(ctx: ActionCtx, proof: SignInRequest["proof"]): Promise<Proof> {
  if ("passkey" in proof) {
    const authUserId = await provePasskey(ctx, proof.passkey);
    const user = authUserId === null ? null : await findAuthUser(ctx, authUserId);
    if (authUserId === null || !user) return wrongPasskey();
    const sid = await openSession(ctx, authUserId);
    return { ok: true, sid, authUserId, email: user.email, madeWith: { passkey: proof.passkey.id } };
  }
  if ("provider" in proof) {
    const sid = await sessionWithProvider(ctx, proof);
    const session = sid === null ? null : await findSession(ctx, sid);
    const user = session && (await findAuthUser(ctx, session.userId));
    if (sid === null || !session || !user)
      return refuse({ code: "forbidden", scope: "account.provider", message: WRONG_PROVIDER });
    return { ok: true, sid, authUserId: session.userId, email: user.email, madeWith: null };
  }
  if ("password" in proof) {
    const user = await provePassword(ctx, proof);
    if (!user) return wrongPassword();
    const { _id: authUserId, email, hash: passwordHash } = user;
    return { ok: true, sid: await openSession(ctx, authUserId), authUserId, email, madeWith: { passwordHash } };
  }
  return await proveCode(ctx, proof);
}

async function proveCode(
  ctx: ActionCtx,
  { email, code }: { readonly email: string; readonly code: string },
): Promise<Proof> {
  try {
    const { token, user } = await createAuth(ctx).api.signInEmailOTP({ body: { email, otp: code } });
    return { ok: true, sid: token, authUserId: user.id, email: user.email, madeWith: null };
  } catch (error) {
    if (authErrorCode(error) === null) throw error;
    return wrongCode();
  }
}

async function openSession(ctx: ActionCtx, authUserId: string): Promise<string> {
  const { internalAdapter } = await createAuth(ctx).$context;
  return (await internalAdapter.createSession(authUserId)).token;
}

function wrongPassword() {
  return refuse({ code: "forbidden", scope: "account.password", message: WRONG_PASSWORD });
}

function wrongPasskey() {
  return refuse({ code: "forbidden", scope: "account.passkey", message: WRONG_PASSKEY });
}
