import { describe, expect, it } from "vitest";
import { CURRENCIES, PLAN_PRICES, type Billing, type CheckoutOrder } from "@sendcat/shared-types";

/** The payment provider under test, and a control for its surroundings. */
export interface BillingHarness {
  readonly billing: Billing;
  /** The same provider, unreachable. */
  readonly unreachable: Billing;
  /** Pays on the page at `url`; returns what was bought and where the user is sent next. */
  pay(url: string): Promise<{
    readonly userId: string;
    readonly customerId: string;
    readonly price: string;
    readonly sentTo: string;
  }>;
}

/** The tests that every Billing must pass. `open` is called once. */
export function billingContract(name: string, open: () => Promise<BillingHarness>): void {
  describe(`Billing: ${name}`, () => {
    let opened: Promise<BillingHarness> | undefined;
    const setUp = async () => {
      const harness = await (opened ??= open());
      const order: CheckoutOrder = {
        userId: `user:${crypto.randomUUID()}`,
        customerId: null,
        plan: "plus",
        currency: "jmd",
        amountMinor: PLAN_PRICES.plus.jmd,
        successUrl: "http://127.0.0.1:9/t/1?bought=plus",
        cancelUrl: "http://127.0.0.1:9/plans",
      };
      return { ...harness, order };
    };

    it("sells every plan in every currency for the price on the page, and returns the user there", async () => {
      const { billing, order, pay } = await setUp();
      for (const plan of ["plus", "pro"] as const) {
        for (const currency of CURRENCIES) {
          const url = await billing.checkout({ ...order, plan, currency, amountMinor: PLAN_PRICES[plan][currency] });
          const { price, sentTo } = await pay(url);
          expect([price, sentTo]).toEqual([`sendcat_${plan}_${currency}`, order.successUrl]);
        }
      }
    });

    it("sells to the account that asked, and to the same customer again", async () => {
      const { billing, order, pay } = await setUp();
      const first = await pay(await billing.checkout(order));
      expect(first.userId).toBe(order.userId);
      const again = await pay(await billing.checkout({ ...order, customerId: first.customerId }));
      expect([again.userId, again.customerId]).toEqual([order.userId, first.customerId]);
      const other = await pay(await billing.checkout({ ...order, userId: `user:${crypto.randomUUID()}` }));
      expect(other.customerId).not.toBe(first.customerId);
    });

    it("refuses to charge any other amount than the price on the page", async () => {
      const { billing, order } = await setUp();
      const fault = { code: "internal", scope: "billing" };
      await expect(billing.checkout({ ...order, amountMinor: 1 })).rejects.toMatchObject(fault);
      await expect(billing.checkout({ ...order, currency: "usd" })).rejects.toMatchObject(fault);
    });

    it("has a page for a customer to change and end what was bought", async () => {
      const { billing, order, pay } = await setUp();
      const { customerId } = await pay(await billing.checkout(order));
      const url = await billing.portal({ customerId, returnUrl: "http://127.0.0.1:9/account" });
      expect(URL.canParse(url)).toBe(true);
    });

    it("says when to retry while the provider is unreachable, without details of the order", async () => {
      const { unreachable, order } = await setUp();
      const faults: unknown[] = await Promise.all([
        unreachable.checkout(order).catch((error: unknown) => error),
        unreachable.portal({ customerId: "cus_1", returnUrl: order.cancelUrl }).catch((error: unknown) => error),
      ]);
      for (const fault of faults) {
        expect(fault).toMatchObject({ code: "capacity_saturated", scope: "billing", retryAfterMs: expect.any(Number) });
        expect(String(fault)).not.toContain(order.userId);
      }
    });
  });
}
