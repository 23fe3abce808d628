import { describe, expect, it } from "vitest";
import type { BillingEvent, Purchases } from "@sendcat/shared-types";

type Subscription = Extract<BillingEvent, { readonly kind: "subscription" }>;

/** The Purchases under test, and controls for their surroundings. */
export interface PurchasesHarness {
  readonly purchases: Purchases;
  /** Creates a user with an account; returns their id. */
  newUser(): Promise<string>;
  /** The payment provider reports this event; events are reported in order. */
  tell(event: Subscription): Promise<void>;
}

/** The tests that every Purchases must pass. `open` is called once. */
export function purchasesContract(name: string, open: () => Promise<PurchasesHarness>): void {
  describe(`Purchases: ${name}`, () => {
    let opened: Promise<PurchasesHarness> | undefined;
    const setUp = async () => {
      const harness = await (opened ??= open());
      const ownerId = await harness.newUser();
      const id = crypto.randomUUID();
      const bought: Subscription = {
        kind: "subscription",
        subscriptionId: `sub_${id}`,
        customerId: `cus_${id}`,
        ownerId,
        price: "sendcat_plus_jmd",
        status: "active",
        periodStartMs: 1_000,
        periodEndMs: 2_000,
        endsAtPeriodEnd: false,
      };
      return { ...harness, ownerId, bought };
    };

    it("reports no customer for a user who has bought nothing", async () => {
      const { purchases, ownerId } = await setUp();
      const nothing = { customerId: null, isSubscribed: false };
      expect(await purchases.of(ownerId)).toEqual(nothing);
      expect(await purchases.of("guest:nobody")).toEqual(nothing);
    });

    it("reports a running subscription, so that no user pays for two", async () => {
      const { purchases, ownerId, bought, tell, newUser } = await setUp();
      await tell(bought);
      const known = { customerId: bought.customerId, isSubscribed: true };
      expect(await purchases.of(ownerId)).toEqual(known);
      // A subscription that will be cancelled runs until its end.
      await tell({ ...bought, endsAtPeriodEnd: true });
      expect(await purchases.of(ownerId)).toEqual(known);
      expect(await purchases.of(await newUser())).toEqual({ customerId: null, isSubscribed: false });
    });

    it("counts a past-due subscription as running, so that a late payer is not asked to buy another", async () => {
      const { purchases, ownerId, bought, tell } = await setUp();
      await tell(bought);
      await tell({ ...bought, status: "past-due" });
      expect(await purchases.of(ownerId)).toEqual({ customerId: bought.customerId, isSubscribed: true });
    });

    it("remembers the customer after the plan has ended", async () => {
      const { purchases, ownerId, bought, tell } = await setUp();
      await tell(bought);
      await tell({ ...bought, status: "ended" });
      expect(await purchases.of(ownerId)).toEqual({ customerId: bought.customerId, isSubscribed: false });
    });
  });
}
