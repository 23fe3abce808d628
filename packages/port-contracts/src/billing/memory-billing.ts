import {
  PLAN_PRICES,
  priceKey,
  SendcatError,
  type Billing,
  type BillingEvent,
  type CheckoutOrder,
  type Purchases,
} from "@sendcat/shared-types";

export interface MemoryBilling {
  readonly billing: Billing;
  readonly purchases: Purchases;
  /** Applies an event to the known purchases. */
  apply(event: BillingEvent): void;
  /** The order behind a checkout page's address. */
  orderOf(url: string): CheckoutOrder | undefined;
}

/** A payment provider whose pages are only addresses, and the core's knowledge of purchases. `pro-paying` already has a running subscription. */
export function memoryBilling({ isAway = false }: { readonly isAway?: boolean } = {}): MemoryBilling {
  const orders = new Map<string, CheckoutOrder>();
  const bought = new Map([["pro-paying", { customerId: "cus-pro-paying", isSubscribed: true }]]);
  const beThere = (): void => {
    if (isAway) throw new SendcatError({ code: "capacity_saturated", scope: "billing", retryAfterMs: 5_000 });
  };
  return {
    billing: {
      async checkout(order) {
        beThere();
        const { plan, currency, amountMinor } = order;
        if (amountMinor !== PLAN_PRICES[plan][currency]) {
          const message = `the price ${priceKey(plan, currency)} is another one`;
          throw new SendcatError({ code: "internal", scope: "billing", message });
        }
        const url = `https://pay.test/${plan}?${new URLSearchParams({ ...fieldsOf(order) })}`;
        orders.set(url, order);
        return url;
      },
      async portal({ customerId, returnUrl }) {
        beThere();
        return `https://portal.test/${customerId}?back=${returnUrl}`;
      },
    },
    purchases: { of: async (userId) => bought.get(userId) ?? { customerId: null, isSubscribed: false } },
    apply(event) {
      if (event.kind !== "subscription") return;
      const { ownerId, customerId, status } = event;
      bought.set(ownerId, { customerId, isSubscribed: status !== "ended" });
    },
    orderOf: (url) => orders.get(url),
  };
}

function fieldsOf({ successUrl, cancelUrl, amountMinor, currency }: CheckoutOrder): Readonly<Record<string, string>> {
  return { success: successUrl, cancel: cancelUrl, amount: String(amountMinor), currency };
}
