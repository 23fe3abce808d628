import { createHmac } from "node:crypto";

/** The auth component's secret when none is set: as secret as the signing key, and it reveals nothing about that key. */
export function authSecret(signingKey: string): string {
  return derived(signingKey, "better-auth");
}

/** The secret that signs the Stripe simulator's webhooks. */
export function stripeWebhookSecret(signingKey: string): string {
  return `whsec_${derived(signingKey, "stripe-webhooks")}`;
}

function derived(signingKey: string, use: string): string {
  return createHmac("sha256", signingKey).update(use).digest("hex");
}
