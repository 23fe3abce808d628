import type { PasskeyAnswer } from "@sendcat/shared-types";
import { verifyAuthenticationResponse } from "@simplewebauthn/server";
import { internal } from "../../_generated/api.js";
import type { ActionCtx } from "../../_generated/server.js";
import { relyingParty } from "./relyingParty.ts";

/** The user whose passkey has just answered our challenge; null for any other answer. */
export async function provePasskey(ctx: ActionCtx, answer: PasskeyAnswer): Promise<string | null> {
  const known = await ctx.runQuery(internal.passkeys.byCredential, { credentialId: answer.id });
  if (!known) return null;
  const { id, origin } = relyingParty();
  const { userHandle, ...response } = answer.response;
  const verified = await verifyAuthenticationResponse({
    response: {
      ...answer,
      response: userHandle === undefined ? response : { ...response, userHandle },
      clientExtensionResults: {},
    },
    expectedChallenge: async (challenge) => {
      const taken = await ctx.runMutation(internal.passkeys.take, { challenge });
      return taken !== null && taken.authUserId === null;
    },
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
    credential: { id: known.credentialId, publicKey: new Uint8Array(known.publicKey), counter: known.counter },
  }).catch((error: unknown) => {
    console.warn("a passkey was rejected", String(error));
    return null;
  });
  if (!verified?.verified) return null;
  const { newCounter: counter } = verified.authenticationInfo;
  await ctx.runMutation(internal.passkeys.used, { credentialId: answer.id, counter });
  return known.authUserId;
}
