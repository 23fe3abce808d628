import { createHmac } from "node:crypto";

/** What the auth component hashes and signs with, where nobody has set one: as secret as the signing key, and told nothing of it. */
export function authSecret(signingKey: string): string {
  return derived(signingKey, "better-auth");
}

/** What the simulator of Stripe signs its webhooks with. */
export function stripeWebhookSecret(signingKey: string): string {
  return `whsec_${derived(signingKey, "stripe-webhooks")}`;
}

function derived(signingKey: string, use: string): string {
  return createHmac("sha256", signingKey).update(use).digest("hex");
}
