import { v } from "convex/values";

/** A passkey as it was verified. */
export const passkeyFields = {
  /** Of the auth component's user. */
  authUserId: v.string(),
  /** As the authenticator names it, base64url. */
  credentialId: v.string(),
  /** COSE. */
  publicKey: v.bytes(),
  /** How often it has signed; zero for ever where the device does not count. */
  counter: v.number(),
  transports: v.array(v.string()),
  name: v.string(),
};

export const challengeFields = {
  challenge: v.string(),
  /** Who is to add a passkey; null to sign in. */
  authUserId: v.union(v.string(), v.null()),
};
