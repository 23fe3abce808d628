import type { PasskeyAnswer } from "@sendcat/shared-types";
import { verifyAuthenticationResponse } from "@simplewebauthn/server";
import { isoBase64URL } from "@simplewebauthn/server/helpers";
import { internal } from "../../_generated/api.js";
import type { ActionCtx } from "../../_generated/server.js";
import { relyingParty } from "./relyingParty.ts";

/** In place of an unknown passkey's key: the generator of P-256, in COSE's form. Nobody is signed in by it. */
const NOBODYS_KEY = isoBase64URL.toBuffer(
  "pQECAyYgASFYIGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWIlggT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU",
);

/** The user whose passkey has just answered our challenge; null for any other answer. An unknown passkey's answer is checked like a known one's. */
export async function provePasskey(ctx: ActionCtx, answer: PasskeyAnswer): Promise<string | null> {
  const known = await ctx.runQuery(internal.passkeys.byCredential, { credentialId: answer.id });
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
    credential: {
      id: answer.id,
      publicKey: known ? new Uint8Array(known.publicKey) : NOBODYS_KEY,
      counter: known?.counter ?? 0,
    },
  }).catch((error: unknown) => {
    console.warn("a passkey was rejected", String(error));
    return null;
  });
  if (!known || !verified?.verified) return null;
  const { newCounter: counter } = verified.authenticationInfo;
  await ctx.runMutation(internal.passkeys.used, { credentialId: answer.id, counter });
  return known.authUserId;
}
