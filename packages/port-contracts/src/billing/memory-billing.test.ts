import { priceKey } from "@sendcat/shared-types";
import { billingContract } from "./billing-contract.ts";
import { memoryBilling } from "./memory-billing.ts";
import { purchasesContract } from "./purchases-contract.ts";

billingContract("in memory", async () => {
  const { billing, orderOf } = memoryBilling();
  return {
    billing,
    unreachable: memoryBilling({ isAway: true }).billing,
    async pay(url) {
      const order = orderOf(url);
      if (!order) throw new Error("no such page");
      const { userId, plan, currency, successUrl } = order;
      const customerId = order.customerId ?? `cus-${userId}`;
      return { userId, customerId, price: priceKey(plan, currency), sentTo: successUrl };
    },
  };
});

purchasesContract("in memory", async () => {
  const { purchases, apply } = memoryBilling();
  return { purchases, newUser: async () => `user:${crypto.randomUUID()}`, tell: async (event) => apply(event) };
});
