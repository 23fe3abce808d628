import type { WebhookSource } from "@sendcat/shared-types";
import { Stripe } from "stripe";
import { readBillingEvent } from "./read-billing-event.ts";

export interface StripeWebhooksOptions {
  /** The endpoint's signing secret, `whsec_...`. */
  readonly secret: string;
  /** How far a signature's time may lie in the past or in the future, in seconds. Default 300, like Stripe's own. */
  readonly toleranceSeconds?: number;
}

/**
 * Order of events within the same second: a subscription's creation comes before its changes, and its end comes last. Ties are broken by the
 * event's id, so that any order of arrival gives the same result.
 */
const RANK: Readonly<Record<string, number>> = { created: 0, succeeded: 0, failed: 0, deleted: 2, closed: 2 };

/** Stripe's webhooks, verified and parsed with the official library. */
export function createStripeWebhooks({ secret, toleranceSeconds = 300 }: StripeWebhooksOptions): WebhookSource {
  // The client is used for signatures only: no network.
  const { webhooks } = new Stripe("sk_unused");
  const crypto = Stripe.createSubtleCryptoProvider();

  return {
    async read(body, header) {
      const signature = header("stripe-signature");
      if (!signature || !(await isSigned(body, signature))) return { kind: "forged" };
      try {
        // safe because Stripe signed it
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
      // The library checks only the past: a signature made ahead of time would be good for as long as its maker likes.
      return webhooks.signature !== null && signedAtSeconds(signature) <= Date.now() / 1_000 + toleranceSeconds;
    } catch {
      return false;
    }
  }
}

/** The time in a signature header, `t=SECONDS,v1=...`. NaN without one. The library reads the last, so this does too. */
function signedAtSeconds(header: string): number {
  const times = header.split(",").map((part) => part.split("="));
  return Number(times.findLast(([name]) => name === "t")?.[1] ?? Number.NaN);
}
