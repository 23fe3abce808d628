import { z } from "zod";
import { CHARGE_OUTCOMES, DISPUTE_STATUSES, SUBSCRIPTION_STATUSES } from "./billing-states.ts";

const id = z.string().regex(/^[\w:.-]{1,128}$/);
const timeMs = z.number().int().min(0);
const amountMinor = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
/** ISO 4217, lower case as payment providers write it. */
const currency = z.string().regex(/^[a-z]{3}$/);

/**
 * What a payment provider tells, in our words. Each is a whole state, not a change: of two about the same thing the later one stands, in
 * whatever order they arrive. Amounts are in the currency's minor unit.
 */
export const billingEventSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("subscription"),
    subscriptionId: id,
    customerId: id,
    /** The account it was bought for. */
    ownerId: id,
    /** Name of the price, `sendcat_plus_usd`; which plan that is, the core knows. */
    price: id,
    status: z.enum(SUBSCRIPTION_STATUSES),
    periodStartMs: timeMs,
    periodEndMs: timeMs,
    endsAtPeriodEnd: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal("charge"),
    chargeId: id,
    customerId: id,
    outcome: z.enum(CHARGE_OUTCOMES),
    amountMinor,
    refundedMinor: amountMinor,
    currency,
  }),
  z.strictObject({
    kind: z.literal("dispute"),
    disputeId: id,
    chargeId: id,
    status: z.enum(DISPUTE_STATUSES),
    amountMinor,
    currency,
  }),
]);
export type BillingEvent = z.infer<typeof billingEventSchema>;
