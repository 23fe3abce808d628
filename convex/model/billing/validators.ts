import { v } from "convex/values";

/** `billingEventSchema` of shared-types as Convex validators; a test holds the two together. */
export const vSubscriptionStatus = v.union(v.literal("active"), v.literal("past-due"), v.literal("ended"));
export const vChargeOutcome = v.union(v.literal("paid"), v.literal("failed"), v.literal("refunded"));
export const vDisputeStatus = v.union(v.literal("open"), v.literal("won"), v.literal("lost"));

export const subscriptionFields = {
  subscriptionId: v.string(),
  customerId: v.string(),
  ownerId: v.string(),
  price: v.string(),
  status: vSubscriptionStatus,
  periodStartMs: v.number(),
  periodEndMs: v.number(),
  endsAtPeriodEnd: v.boolean(),
};
export const chargeFields = {
  chargeId: v.string(),
  customerId: v.string(),
  outcome: vChargeOutcome,
  amountMinor: v.number(),
  refundedMinor: v.number(),
  currency: v.string(),
};
export const disputeFields = {
  disputeId: v.string(),
  chargeId: v.string(),
  status: vDisputeStatus,
  amountMinor: v.number(),
  currency: v.string(),
};

export const vBillingEvent = v.union(
  v.object({ kind: v.literal("subscription"), ...subscriptionFields }),
  v.object({ kind: v.literal("charge"), ...chargeFields }),
  v.object({ kind: v.literal("dispute"), ...disputeFields }),
);
