import { CURRENCIES, PAID_PLANS, PLAN_PRICES, priceKey, type PlanPrices } from "@sendcat/shared-types";

export interface Price {
  readonly id: string;
  readonly product: string;
  readonly lookupKey: string;
  readonly currency: string;
  readonly amount: number;
}

export interface CheckoutSession {
  readonly id: string;
  readonly price: Price;
  readonly customer: string | null;
  /** Of the caller. */
  readonly reference: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly successUrl: string;
  readonly cancelUrl: string | null;
  /** In seconds, as are all times here. */
  readonly created: number;
  isPaid: boolean;
}

export interface Subscription {
  readonly id: string;
  readonly customer: string;
  readonly metadata: Readonly<Record<string, string>>;
  price: Price;
  status: "active" | "past_due" | "canceled";
  cancelAtPeriodEnd: boolean;
  periodStart: number;
  periodEnd: number;
  endedAt: number | null;
  /** Of its latest charge. */
  charge: string | null;
}

export interface PortalSession {
  readonly id: string;
  readonly customer: string;
  readonly returnUrl: string | null;
  readonly created: number;
}

/** The simulator's records: prices, sessions, subscriptions. */
export class Books {
  readonly prices: readonly Price[];
  readonly checkouts = new Map<string, CheckoutSession>();
  readonly portals = new Map<string, PortalSession>();
  readonly subscriptions = new Map<string, Subscription>();
  #made = 0;

  constructor(amounts: PlanPrices = PLAN_PRICES) {
    this.prices = PAID_PLANS.flatMap((plan) =>
      CURRENCIES.map((currency) => ({
        id: `price_${plan}_${currency}`,
        product: `prod_${plan}`,
        lookupKey: priceKey(plan, currency),
        currency,
        amount: amounts[plan][currency],
      })),
    );
  }

  /** An id in Stripe's format. */
  newId(prefix: string): string {
    this.#made += 1;
    return `${prefix}_${crypto.randomUUID().replaceAll("-", "").slice(0, 16)}${this.#made}`;
  }

  ofCustomer(customer: string): Subscription | undefined {
    return [...this.subscriptions.values()].findLast((one) => one.customer === customer);
  }
}
