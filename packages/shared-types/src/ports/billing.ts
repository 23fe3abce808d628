import type { Currency, PaidPlan } from "../plans/plan-prices.ts";

export interface CheckoutOrder {
  readonly userId: string;
  /** A returning buyer is the same customer again. */
  readonly customerId: string | null;
  readonly plan: PaidPlan;
  readonly currency: Currency;
  /** The price that the user was shown, minor units. A different amount is never charged. */
  readonly amountMinor: number;
  readonly successUrl: string;
  readonly cancelUrl: string;
}

/** The payment provider's own pages. Throws a SendcatError, scope `billing`, when the provider does not answer or does not sell this. */
export interface Billing {
  /** The page where the user pays. The purchase arrives by webhook. */
  checkout(order: CheckoutOrder): Promise<string>;
  /** The page where the user changes or ends a subscription and reads invoices. */
  portal(of: { readonly customerId: string; readonly returnUrl: string }): Promise<string>;
}

/** A user's purchases, as the core knows them. Throws a SendcatError when it does not answer. */
export interface Purchases {
  /** `isSubscribed`: a subscription is active, or a payment for it is late. */
  of(userId: string): Promise<{ readonly customerId: string | null; readonly isSubscribed: boolean }>;
}
