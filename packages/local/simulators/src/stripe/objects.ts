import type { CheckoutSession, PortalSession, Price, Subscription } from "./books.ts";

/** Stripe's objects, with the fields that we read. */
export function priceObject({ id, lookupKey, currency, amount }: Price): object {
  return {
    id,
    object: "price",
    active: true,
    currency,
    unit_amount: amount,
    lookup_key: lookupKey,
    type: "recurring",
    recurring: { interval: "month", interval_count: 1 },
  };
}

export function subscriptionObject(subscription: Subscription): object {
  const { id, customer, metadata, price, status, cancelAtPeriodEnd, periodStart, periodEnd } = subscription;
  const item = {
    id: `si_${id}`,
    object: "subscription_item",
    price: priceObject(price),
    current_period_start: periodStart,
    current_period_end: periodEnd,
  };
  return {
    id,
    object: "subscription",
    customer,
    metadata,
    status,
    cancel_at: null,
    cancel_at_period_end: cancelAtPeriodEnd,
    items: { object: "list", data: [item] },
  };
}

export function chargeObject(charge: {
  readonly id: string;
  readonly customer: string;
  readonly price: Price;
  readonly status: "succeeded" | "failed";
  readonly refunded?: boolean;
}): object {
  const { id, customer, price, status, refunded = false } = charge;
  const amount_refunded = refunded ? price.amount : 0;
  return {
    id,
    object: "charge",
    customer,
    amount: price.amount,
    amount_refunded,
    currency: price.currency,
    status,
    refunded,
  };
}

export function checkoutObject({ id, successUrl, cancelUrl, customer }: CheckoutSession, url: string): object {
  return {
    id,
    object: "checkout.session",
    mode: "subscription",
    status: "open",
    url,
    customer,
    success_url: successUrl,
    cancel_url: cancelUrl,
  };
}

export function portalObject({ id, customer, returnUrl }: PortalSession, url: string): object {
  return { id, object: "billing_portal.session", customer, return_url: returnUrl, url };
}
