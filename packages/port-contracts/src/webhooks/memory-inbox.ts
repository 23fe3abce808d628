import type { BillingEvent, WebhookDelivery, WebhookInbox } from "@sendcat/shared-types";

export interface MemoryInbox {
  readonly port: WebhookInbox;
  /** Deliveries that were taken, by the provider's name for them. */
  readonly received: Map<string, WebhookDelivery>;
  /** Waited for by each delivery before it is looked at. */
  before: (() => Promise<void>) | null;
}

const PRICE = /^sendcat_(plus|pro)_[a-z]{3}$/;

/** Events once each, in this process; `apply` is their effect. Of two about the same subscription the later stands. */
export function memoryInbox(apply: (event: BillingEvent) => void = () => undefined): MemoryInbox {
  const known = new Set<string>();
  const versions = new Map<string, string>();
  const inbox: MemoryInbox = {
    received: new Map(),
    before: null,
    port: {
      async receive(delivery) {
        await inbox.before?.();
        const { source, eventId, version, event } = delivery;
        if (known.has(`${source} ${eventId}`)) return "duplicate";
        known.add(`${source} ${eventId}`);
        inbox.received.set(eventId, delivery);
        if (event.kind !== "subscription") return "applied";
        if (!PRICE.test(event.price)) return "kept";
        if (version > (versions.get(event.subscriptionId) ?? "")) {
          versions.set(event.subscriptionId, version);
          apply(event);
        }
        return "applied";
      },
    },
  };
  return inbox;
}
