import { createHmac } from "node:crypto";

/** What the auth component hashes and signs with, where nobody has set one: as secret as the signing key, and told nothing of it. */
export function authSecret(signingKey: string): string {
  return createHmac("sha256", signingKey).update("better-auth").digest("hex");
}
