import type { BillingEvent, WebhookDelivery, WebhookInbox } from "@sendcat/shared-types";

export interface MemoryInbox {
  readonly port: WebhookInbox;
  /** Received deliveries, by the provider's event id. */
  readonly received: Map<string, WebhookDelivery>;
  /** Awaited by each delivery before it is handled. */
  before: (() => Promise<void>) | null;
}

const PRICE = /^sendcat_(plus|pro)_[a-z]{3}$/;

/** Handles each event once, in memory, by calling `apply`. Of two events about the same subscription the later version counts. */
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
