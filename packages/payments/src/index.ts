export { createStripeWebhooks, type StripeWebhooksOptions } from "./create-stripe-webhooks.ts";
