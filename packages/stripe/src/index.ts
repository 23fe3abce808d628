export { createStripeBilling, type StripeBillingOptions } from "./create-stripe-billing.ts";
export { createStripeWebhooks, type StripeWebhooksOptions } from "./create-stripe-webhooks.ts";
