import { z } from "zod";
import { clientIdSchema } from "../chat/ids.ts";
import { CURRENCIES, PAID_PLANS } from "../plans/plan-prices.ts";

/** `POST /api/billing/checkout`. `threadId`: the conversation to come back to. */
export const checkoutRequestSchema = z.strictObject({
  plan: z.enum(PAID_PLANS),
  currency: z.enum(CURRENCIES),
  threadId: clientIdSchema.nullable().default(null),
});

/** Where the person goes on: the payment provider's page. */
export const billingAnswerSchema = z.object({ url: z.url() });

/** In the address that checkout comes back to: the plan that was bought. */
export const BOUGHT_PARAM = "bought";
