import { Stripe } from "stripe";
import { nowSeconds } from "../now-seconds.ts";
import type { AsPublished } from "./as-published.ts";

/** The events that the simulator sends. */
export type SentEvent = Extract<
  Stripe.Event,
  {
    readonly type:
      | `customer.subscription.${"created" | "updated" | "deleted"}`
      | `charge.${"succeeded" | "failed" | "refunded"}`
      | "charge.dispute.created";
  }
>;

/** An event, and the object that Stripe sends with an event of its type. */
export type News = {
  [Type in SentEvent["type"]]: {
    readonly type: Type;
    readonly object: AsPublished<Extract<SentEvent, { readonly type: Type }>["data"]["object"]>;
  };
}[SentEvent["type"]];

export function eventObject(
  id: string,
  { type, object }: News,
): Omit<AsPublished<Stripe.EventBase>, "data"> & { readonly data: object } {
  return {
    id,
    object: "event",
    api_version: Stripe.API_VERSION,
    created: nowSeconds(),
    data: { object },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  };
}
