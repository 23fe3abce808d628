import { CHARGE_OUTCOMES, DISPUTE_STATUSES, SUBSCRIPTION_STATUSES } from "@sendcat/shared-types";
import { v } from "convex/values";
import { literals } from "../platform/literals.ts";

/** `billingEventSchema` of shared-types as Convex validators; a test compares their fields. */

export const subscriptionFields = {
  subscriptionId: v.string(),
  customerId: v.string(),
  ownerId: v.string(),
  price: v.string(),
  status: literals(SUBSCRIPTION_STATUSES),
  periodStartMs: v.number(),
  periodEndMs: v.number(),
  endsAtPeriodEnd: v.boolean(),
};
export const chargeFields = {
  chargeId: v.string(),
  customerId: v.string(),
  outcome: literals(CHARGE_OUTCOMES),
  amountMinor: v.number(),
  refundedMinor: v.number(),
  currency: v.string(),
};
export const disputeFields = {
  disputeId: v.string(),
  chargeId: v.string(),
  status: literals(DISPUTE_STATUSES),
  amountMinor: v.number(),
  currency: v.string(),
};

export const vBillingEvent = v.union(
  v.object({ kind: v.literal("subscription"), ...subscriptionFields }),
  v.object({ kind: v.literal("charge"), ...chargeFields }),
  v.object({ kind: v.literal("dispute"), ...disputeFields }),
);
