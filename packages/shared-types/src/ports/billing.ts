import type { Currency, PaidPlan } from "../plans/plan-prices.ts";

export interface CheckoutOrder {
  readonly userId: string;
  /** Who has bought before is the same customer again. */
  readonly customerId: string | null;
  readonly plan: PaidPlan;
  readonly currency: Currency;
  /** What the person was shown, minor units. Something else is never charged. */
  readonly amountMinor: number;
  readonly successUrl: string;
  readonly cancelUrl: string;
}

/** The payment provider's own pages. Throws a SendcatError, scope `billing`, when it cannot be asked or sells nothing of the kind. */
export interface Billing {
  /** Where to pay. What was bought comes by webhook. */
  checkout(order: CheckoutOrder): Promise<string>;
  /** Where to change or end what was bought, and to read invoices. */
  portal(of: { readonly customerId: string; readonly returnUrl: string }): Promise<string>;
}

/** What the core knows of somebody's purchases. Throws a SendcatError when it cannot be asked. */
export interface Purchases {
  /** `isSubscribed`: something that was bought goes on, or a payment for it is late. */
  of(userId: string): Promise<{ readonly customerId: string | null; readonly isSubscribed: boolean }>;
}
