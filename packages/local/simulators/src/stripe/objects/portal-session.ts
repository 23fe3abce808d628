import type { Stripe } from "stripe";
import type { PortalSession } from "../books.ts";
import type { AsPublished } from "./as-published.ts";

/** `url` is the page to change a plan on. */
export function portalObject(session: PortalSession, url: string): AsPublished<Stripe.BillingPortal.Session> {
  const { id, customer, returnUrl, created } = session;
  return {
    id,
    object: "billing_portal.session",
    configuration: "bpc_simulator",
    created,
    customer,
    customer_account: null,
    flow: null,
    livemode: false,
    locale: null,
    on_behalf_of: null,
    return_url: returnUrl,
    url,
  };
}
