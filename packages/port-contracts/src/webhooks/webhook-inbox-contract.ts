import { describe, expect, it } from "vitest";
import type { WebhookDelivery, WebhookInbox } from "@sendcat/shared-types";

/** The inbox under test, and controls for its surroundings. */
export interface WebhookInboxHarness {
  readonly inbox: WebhookInbox;
  /** Creates a user with an account; returns their id. */
  newUser(): Promise<string>;
  /** Whether they have a running plan. */
  isSubscribed(userId: string): Promise<boolean>;
}

/** The tests that every WebhookInbox must pass. `open` is called once. */
export function webhookInboxContract(name: string, open: () => Promise<WebhookInboxHarness>): void {
  describe(`WebhookInbox: ${name}`, () => {
    let opened: Promise<WebhookInboxHarness> | undefined;
    const setUp = async () => {
      const harness = await (opened ??= open());
      const ownerId = await harness.newUser();
      const id = crypto.randomUUID();
      const subscription = {
        kind: "subscription",
        subscriptionId: `sub_${id}`,
        customerId: `cus_${id}`,
        ownerId,
        price: "sendcat_plus_usd",
        status: "active",
        periodStartMs: 1_000,
        periodEndMs: 2_000,
        endsAtPeriodEnd: false,
      } as const;
      const delivery = (changed: Partial<WebhookDelivery> = {}): WebhookDelivery => ({
        source: "stripe",
        eventId: `evt_${crypto.randomUUID()}`,
        type: "customer.subscription.updated",
        version: "1",
        event: subscription,
        ...changed,
      });
      const ended = { ...subscription, status: "ended" } as const;
      return { ...harness, ownerId, delivery, subscription, ended };
    };

    it("applies an event once, however often it is delivered", async () => {
      const { inbox, delivery, isSubscribed, ownerId } = await setUp();
      const one = delivery();
      expect(await inbox.receive(one)).toBe("applied");
      expect(await isSubscribed(ownerId)).toBe(true);
      expect([await inbox.receive(one), await inbox.receive(one)]).toEqual(["duplicate", "duplicate"]);
    });

    it("applies an event once when it is delivered five times at the same time", async () => {
      const { inbox, delivery } = await setUp();
      const one = delivery();
      const outcomes = await Promise.all(Array.from({ length: 5 }, async () => await inbox.receive(one)));
      expect(outcomes.toSorted()).toEqual(["applied", ...Array.from({ length: 4 }, () => "duplicate")]);
    });

    it("treats the same event id from another source as another event", async () => {
      const { inbox, delivery } = await setUp();
      const one = delivery();
      expect(await inbox.receive(one)).toBe("applied");
      expect(await inbox.receive({ ...one, source: "bank" })).toBe("applied");
    });

    it("keeps the state of the latest event in any order of delivery, so that an ended plan stays ended", async () => {
      const { inbox, delivery, isSubscribed, ownerId, ended } = await setUp();
      await inbox.receive(delivery({ version: "2", event: ended }));
      expect(await inbox.receive(delivery({ version: "1" }))).toBe("applied");
      expect(await isSubscribed(ownerId)).toBe(false);
      await inbox.receive(delivery({ version: "3" }));
      expect(await isSubscribed(ownerId)).toBe(true);
    });

    it("stores a failed event without effect, and recognises its repeats", async () => {
      const { inbox, delivery, isSubscribed, ownerId, subscription } = await setUp();
      const broken = delivery({ event: { ...subscription, price: "price_of_nothing" } });
      expect(await inbox.receive(broken)).toBe("kept");
      expect(await isSubscribed(ownerId)).toBe(false);
      expect(await inbox.receive(broken)).toBe("duplicate");
    });
  });
}
