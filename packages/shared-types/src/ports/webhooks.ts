import type { BillingEvent } from "../billing/billing-event.ts";

/** One event of a provider, which may deliver it any number of times and in any order. */
export interface WebhookDelivery {
  readonly source: string;
  /** The provider's id of the event: two deliveries with the same id are the same event. */
  readonly eventId: string;
  readonly type: string;
  /** Orders events about the same object: a later one is larger. */
  readonly version: string;
  readonly event: BillingEvent;
}

export type WebhookReading =
  | { readonly kind: "event"; readonly delivery: WebhookDelivery }
  /** Valid, but we do nothing with it. */
  | { readonly kind: "ignored" }
  /** Not signed by the source, or signed too long ago. */
  | { readonly kind: "forged" }
  | { readonly kind: "malformed" };

/** A provider whose webhooks we accept. */
export interface WebhookSource {
  /** Checks the signature over the exact bytes received, then parses them. No network. */
  read(body: string, header: (name: string) => string | null): Promise<WebhookReading>;
}

/** `applied`: it had its effect now. `duplicate`: it had its effect before. `kept`: it failed, is stored, and is tried again later. */
export const WEBHOOK_OUTCOMES = ["applied", "duplicate", "kept"] as const;
export type WebhookOutcome = (typeof WEBHOOK_OUTCOMES)[number];

/** Applies each event once, however often it is delivered. */
export interface WebhookInbox {
  receive(delivery: WebhookDelivery): Promise<WebhookOutcome>;
}

/** A short memory of accepted deliveries, so that a repeated one does not reach the inbox. Forgetting is harmless. */
export interface DeliveryMemory {
  /** False when it does not know. Never rejects. */
  has(source: string, eventId: string): Promise<boolean>;
  /** Never rejects. */
  remember(source: string, eventId: string): Promise<void>;
}
