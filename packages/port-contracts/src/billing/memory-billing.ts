import type { Billing, CheckoutOrder, Purchases } from "@sendcat/shared-types";

/** A payment provider whose pages are addresses; `pro-paying` has bought something that goes on. */
export function memoryBilling(): { readonly billing: Billing; readonly purchases: Purchases } {
  const pay = (order: CheckoutOrder) => `https://pay.test/${order.plan}?${new URLSearchParams({ ...fieldsOf(order) })}`;
  return {
    billing: {
      checkout: async (order) => pay(order),
      portal: async ({ customerId, returnUrl }) => `https://portal.test/${customerId}?back=${returnUrl}`,
    },
    purchases: {
      of: async (userId) => ({ customerId: `cus-${userId}`, isSubscribed: userId === "pro-paying" }),
    },
  };
}

function fieldsOf({ successUrl, cancelUrl, amountMinor, currency }: CheckoutOrder): Readonly<Record<string, string>> {
  return { success: successUrl, cancel: cancelUrl, amount: String(amountMinor), currency };
}
