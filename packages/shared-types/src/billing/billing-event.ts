import { z } from "zod";
import { CHARGE_OUTCOMES, DISPUTE_STATUSES, SUBSCRIPTION_STATUSES } from "./billing-states.ts";

const id = z.string().regex(/^[\w:.-]{1,128}$/);
const timeMs = z.number().int().min(0);
const amountMinor = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
/** ISO 4217, lower case, as payment providers write it. */
const currency = z.string().regex(/^[a-z]{3}$/);

/**
 * An event of a payment provider in our own terms. Each one is the whole state, not a change: of two events about the same thing the later
 * one wins, in whatever order they arrive. Amounts are in the currency's minor unit.
 */
export const billingEventSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("subscription"),
    subscriptionId: id,
    customerId: id,
    /** The account that paid for it. */
    ownerId: id,
    /** Name of the price, e.g. `sendcat_plus_usd`; the core knows which plan it belongs to. */
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
