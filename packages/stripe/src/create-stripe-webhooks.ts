import type { WebhookSource } from "@sendcat/shared-types";
import { Stripe } from "stripe";
import { readBillingEvent } from "./read-billing-event.ts";

export interface StripeWebhooksOptions {
  /** The endpoint's signing secret, `whsec_...`. */
  readonly secret: string;
  /** How old a signature may be. Default 300, as Stripe's own. */
  readonly toleranceSeconds?: number;
}

/**
 * Among events of the same second, a subscription's creation comes before its changes and its end last. Where that does not decide, the
 * event's id does: any order of arrival comes to the same end.
 */
const RANK: Readonly<Record<string, number>> = { created: 0, succeeded: 0, failed: 0, deleted: 2, closed: 2 };

/** Stripe's webhooks, checked and read with the official library. */
export function createStripeWebhooks({ secret, toleranceSeconds = 300 }: StripeWebhooksOptions): WebhookSource {
  // Of the client only what needs no network is used: signatures.
  const { webhooks } = new Stripe("sk_unused");
  const crypto = Stripe.createSubtleCryptoProvider();

  return {
    async read(body, header) {
      const signature = header("stripe-signature");
      if (!signature || !(await isSigned(body, signature))) return { kind: "forged" };
      try {
        // safe because Stripe has signed it
        const given = JSON.parse(body) as Stripe.Event;
        const event = readBillingEvent(given);
        if (!event) return { kind: "ignored" };
        const { id: eventId, type, created } = given;
        if (!/^[\w-]{1,128}$/.test(eventId) || !Number.isSafeInteger(created)) return { kind: "malformed" };
        const rank = RANK[type.split(".").at(-1) ?? ""] ?? 1;
        const version = `${String(created).padStart(12, "0")}.${rank}.${eventId}`;
        return { kind: "event", delivery: { source: "stripe", eventId, type, version, event } };
      } catch {
        return { kind: "malformed" };
      }
    },
  };

  async function isSigned(body: string, signature: string): Promise<boolean> {
    try {
      await webhooks.signature?.verifyHeaderAsync(body, signature, secret, toleranceSeconds, crypto);
      return webhooks.signature !== null;
    } catch {
      return false;
    }
  }
}
