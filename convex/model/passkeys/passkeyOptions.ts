import type { PasskeyOptions, Refusal } from "@sendcat/shared-types";
import { generateAuthenticationOptions, generateRegistrationOptions } from "@simplewebauthn/server";
import { internal } from "../../_generated/api.js";
import type { ActionCtx } from "../../_generated/server.js";
import { authErrorCode, createAuth } from "../accounts/createAuth.ts";
import { wrongCode } from "../accounts/wrongCode.ts";
import { LIMITS } from "../platform/limits.ts";
import { ALGORITHMS, relyingParty } from "./relyingParty.ts";

type Made = { readonly ok: true; readonly options: PasskeyOptions } | { readonly ok: false; readonly refusal: Refusal };

/** WebAuthn options to sign in: any passkey for this service that the device has. */
export async function requestOptions(ctx: ActionCtx): Promise<Made> {
  const options = await generateAuthenticationOptions({
    rpID: relyingParty().id,
    userVerification: "required",
    timeout: LIMITS.challengeMs,
  });
  await ctx.runMutation(internal.passkeys.challenge, { challenge: options.challenge, authUserId: null });
  return { ok: true, options: { ...options } };
}

/** WebAuthn options to create a passkey, for a user with an emailed code. */
export async function creationOptions(
  ctx: ActionCtx,
  { email, code }: { readonly email: string; readonly code: string },
): Promise<Made> {
  let authUserId: string;
  try {
    const { user } = await createAuth(ctx).api.verifyEmailOTP({ body: { email, otp: code } });
    authUserId = user.id;
  } catch (error) {
    if (authErrorCode(error) === null) throw error;
    return wrongCode();
  }
  const own = await ctx.runQuery(internal.passkeys.ofUser, { authUserId });
  const options = await generateRegistrationOptions({
    rpName: "Sendcat",
    rpID: relyingParty().id,
    userName: email,
    userID: new TextEncoder().encode(authUserId),
    attestationType: "none",
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: own.map(({ credentialId: id }) => ({ id })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    timeout: LIMITS.challengeMs,
  });
  await ctx.runMutation(internal.passkeys.challenge, { challenge: options.challenge, authUserId });
  return { ok: true, options: { ...options } };
}
