import { v } from "convex/values";

/** A verified passkey. */
export const passkeyFields = {
  /** Id of the auth component's user. */
  authUserId: v.string(),
  /** The authenticator's own id, base64url. */
  credentialId: v.string(),
  /** COSE key. */
  publicKey: v.bytes(),
  /** Number of signatures; always zero when the device does not count. */
  counter: v.number(),
  transports: v.array(v.string()),
  name: v.string(),
};

export const challengeFields = {
  challenge: v.string(),
  /** The user who adds a passkey; null to sign in. */
  authUserId: v.union(v.string(), v.null()),
};
