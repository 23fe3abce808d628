import type { AccountResult, Accounts } from "@sendcat/shared-types";
import { verifyRegistrationResponse } from "@simplewebauthn/server";
import { internal } from "../../_generated/api.js";
import type { ActionCtx } from "../../_generated/server.js";
import { refuse } from "../platform/refuse.ts";
import { ALGORITHMS, relyingParty } from "./relyingParty.ts";

const NOT_MADE = {
  code: "forbidden",
  scope: "account.passkey",
  message: "The passkey could not be saved. Please try again.",
} as const;

/** Stores a passkey that answers an add challenge; the challenge says whose it is. */
export async function addPasskey(
  ctx: ActionCtx,
  { passkey, name, keep }: Parameters<Accounts["addPasskey"]>[0],
): Promise<AccountResult> {
  const { id, origin } = relyingParty();
  const { clientDataJSON, attestationObject, transports } = passkey.response;
  const asked: { by: string | null } = { by: null };
  const verified = await verifyRegistrationResponse({
    response: { ...passkey, response: { clientDataJSON, attestationObject }, clientExtensionResults: {} },
    expectedChallenge: async (challenge) => {
      asked.by = (await ctx.runMutation(internal.passkeys.take, { challenge }))?.authUserId ?? null;
      return asked.by !== null;
    },
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch((error: unknown) => {
    console.warn("a passkey was not saved", String(error));
    return null;
  });
  if (!verified?.verified || asked.by === null) return refuse(NOT_MADE);
  const { id: credentialId, publicKey, counter } = verified.registrationInfo.credential;
  return await ctx.runMutation(internal.passkeys.keep, {
    authUserId: asked.by,
    credentialId,
    publicKey: new Uint8Array(publicKey).buffer,
    counter,
    transports,
    name,
    keep,
  });
}
