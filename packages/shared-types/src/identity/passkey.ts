import { z } from "zod";

/**
 * WebAuthn's binary values as JSON carries them (Web Authentication Level 3, 5.1.8): base64url. The largest is an attestation with its key.
 */
const binary = z
  .string()
  .max(4_096)
  .regex(/^[\w-]*$/);
const credential = {
  id: binary.min(1),
  rawId: binary.min(1),
  type: z.literal("public-key"),
};

/** A new passkey, as `PublicKeyCredential.toJSON()` returns it. Fields not named here are dropped. */
export const newPasskeySchema = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: binary,
    attestationObject: binary,
    transports: z.array(z.string().max(32)).max(8).default([]),
  }),
});
export type NewPasskey = z.infer<typeof newPasskeySchema>;

/** A passkey's response to a challenge. */
export const passkeyAnswerSchema = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: binary,
    authenticatorData: binary,
    signature: binary,
    userHandle: binary.optional(),
  }),
});
export type PasskeyAnswer = z.infer<typeof passkeyAnswerSchema>;

export const MAX_PASSKEY_NAME_CHARS = 60;

/** A passkey as its owner sees it. */
export interface PasskeyView {
  readonly id: string;
  readonly name: string;
  readonly createdAtMs: number;
  readonly usedAtMs: number | null;
}

/** Input of a browser's WebAuthn call: `options` go into `parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON`. */
export const passkeyOptionsSchema = z.object({ options: z.looseObject({ challenge: z.string() }) });
