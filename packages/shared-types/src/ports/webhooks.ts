import type { BillingEvent } from "../billing/billing-event.ts";

/** One event of a provider, which it may deliver any number of times and in any order. */
export interface WebhookDelivery {
  readonly source: string;
  /** The provider's own name for the event: what makes two deliveries the same. */
  readonly eventId: string;
  readonly type: string;
  /** Orders events about the same thing: a later one is larger. */
  readonly version: string;
  readonly event: BillingEvent;
}

export type WebhookReading =
  | { readonly kind: "event"; readonly delivery: WebhookDelivery }
  /** Genuine, and nothing we act upon. */
  | { readonly kind: "ignored" }
  /** Not signed by the source, or signed too long ago. */
  | { readonly kind: "forged" }
  | { readonly kind: "malformed" };

/** A provider whose webhooks we take. */
export interface WebhookSource {
  /** Checks the signature over the very bytes that came, then reads them. No network. */
  read(body: string, header: (name: string) => string | null): Promise<WebhookReading>;
}

/** `applied`: it had its effect now. `duplicate`: it had its effect before. `kept`: it failed, is stored, and is tried again later. */
export const WEBHOOK_OUTCOMES = ["applied", "duplicate", "kept"] as const;
export type WebhookOutcome = (typeof WEBHOOK_OUTCOMES)[number];

/** Where deliveries have their effect: once each, whatever arrives. */
export interface WebhookInbox {
  receive(delivery: WebhookDelivery): Promise<WebhookOutcome>;
}

/** A short memory of deliveries that were taken, so that a repeated one costs the inbox nothing. Forgetting is harmless. */
export interface DeliveryMemory {
  /** False when it does not know. Never rejects. */
  has(source: string, eventId: string): Promise<boolean>;
  /** Never rejects. */
  remember(source: string, eventId: string): Promise<void>;
}
