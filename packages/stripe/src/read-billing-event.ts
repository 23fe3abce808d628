import { billingEventSchema, type BillingEvent } from "@sendcat/shared-types";
import type { Stripe } from "stripe";

/** The `id` of something that Stripe sent expanded or as its id. */
const idOf = (value: string | { readonly id: string } | null): string | null =>
  typeof value === "string" ? value : (value?.id ?? null);

/** Our billing event for a Stripe event; null when it does not concern us. Throws a ZodError when a required field is missing. */
export function readBillingEvent(event: Stripe.Event): BillingEvent | null {
  const meaning = meaningOf(event);
  return meaning && billingEventSchema.parse(meaning);
}

function meaningOf(event: Stripe.Event): object | null {
  switch (event.type) {
    case "customer.subscription.created":
    case "customer.subscription.updated":
    case "customer.subscription.deleted":
      return subscription(event.data.object);
    case "charge.succeeded":
    case "charge.failed":
    case "charge.refunded":
      return charge(event.data.object);
    case "charge.dispute.created":
    case "charge.dispute.closed":
      return dispute(event.data.object);
    default:
      return null;
  }
}

/** Null for a subscription that Sendcat's checkout did not create: it names no account. */
function subscription({ id, customer, items, metadata, status, ...rest }: Stripe.Subscription): object | null {
  const item = items.data[0];
  const { ownerId } = metadata;
  const paid = SUBSCRIPTION_STATUS[status];
  // The end of a plan needs no price.
  if (!ownerId || (paid && !item)) return null;
  return {
    kind: "subscription",
    subscriptionId: id,
    customerId: idOf(customer),
    ownerId,
    price: item?.price.lookup_key ?? item?.price.id ?? "none",
    status: paid ?? "ended",
    // Older API versions have the period elsewhere: an event without it is malformed, not a plan that ended in 1970.
    periodStartMs: item ? item.current_period_start * 1_000 : 0,
    periodEndMs: item ? item.current_period_end * 1_000 : 0,
    endsAtPeriodEnd: rest.cancel_at_period_end || rest.cancel_at !== null,
  };
}

/** Every other status (canceled, incomplete, unpaid, paused ...) gives no plan. */
const SUBSCRIPTION_STATUS: Readonly<Record<string, "active" | "past-due">> = {
  active: "active",
  trialing: "active",
  past_due: "past-due",
};

/** Null for a charge without a customer we know. */
function charge({ id, customer, amount, amount_refunded, currency, status, refunded }: Stripe.Charge): object | null {
  const customerId = idOf(customer);
  if (customerId === null) return null;
  const outcome = refunded ? "refunded" : status === "failed" ? "failed" : "paid";
  return {
    kind: "charge",
    chargeId: id,
    customerId,
    outcome,
    amountMinor: amount,
    refundedMinor: amount_refunded,
    currency,
  };
}

function dispute({ id, charge: disputed, amount, currency, status }: Stripe.Dispute): object {
  const outcome = DISPUTE_OUTCOME[status] ?? "open";
  return { kind: "dispute", disputeId: id, chargeId: idOf(disputed), status: outcome, amountMinor: amount, currency };
}

/** Every other status is that of an open dispute. A prevented one was settled by paying the customer back. */
const DISPUTE_OUTCOME: Readonly<Record<string, "won" | "lost">> = {
  won: "won",
  warning_closed: "won",
  lost: "lost",
  prevented: "lost",
};
