import { priceKey, SendcatError, type Billing, type Currency, type PaidPlan } from "@sendcat/shared-types";
import { Stripe } from "stripe";

export interface StripeBillingOptions {
  /** `sk_...`, or a restricted `rk_...` that may write checkout and portal sessions and read prices. */
  readonly secretKey: string;
  /** Default https://api.stripe.com. */
  readonly apiUrl?: string;
  readonly timeoutMs?: number;
}

/** Prices are cached for an hour: a change in Stripe takes effect after that. */
const PRICES_KEPT_MS = 3_600_000;

/**
 * Stripe's Checkout and customer portal, with the official library. Prices are found by lookup key (`priceKey`). We store nothing about a
 * checkout: the subscription it creates names the account in its metadata and arrives by webhook.
 */
export function createStripeBilling({ secretKey, apiUrl, timeoutMs = 15_000 }: StripeBillingOptions): Billing {
  const { protocol, hostname, port } = new URL(apiUrl ?? "https://api.stripe.com");
  const stripe = new Stripe(secretKey, {
    httpClient: Stripe.createFetchHttpClient(fetchWithoutLength),
    protocol: protocol === "http:" ? "http" : "https",
    host: hostname,
    ...(port === "" ? {} : { port: Number(port) }),
    timeout: timeoutMs,
    maxNetworkRetries: 2,
    telemetry: false,
  });
  // One price per plan and currency.
  const prices = new Map<string, { readonly price: Stripe.Price; readonly untilMs: number }>();

  async function priceOf(plan: PaidPlan, currency: Currency): Promise<Stripe.Price> {
    const key = priceKey(plan, currency);
    const known = prices.get(key);
    if (known && known.untilMs > Date.now()) return known.price;
    const { data } = await stripe.prices.list({ lookup_keys: [key], active: true, limit: 1 });
    const [price] = data;
    if (!price) throw misconfigured(`Stripe has no active price with the lookup key ${key}`);
    prices.set(key, { price, untilMs: Date.now() + PRICES_KEPT_MS });
    return price;
  }

  return {
    async checkout({ userId, customerId, plan, currency, amountMinor, successUrl, cancelUrl }) {
      return await asked(async () => {
        const price = await priceOf(plan, currency);
        if (price.unit_amount !== amountMinor || price.currency !== currency) {
          throw misconfigured(
            `Stripe's price ${priceKey(plan, currency)} differs from the policy's price, which users see`,
          );
        }
        const { url } = await stripe.checkout.sessions.create({
          mode: "subscription",
          line_items: [{ price: price.id, quantity: 1 }],
          client_reference_id: userId,
          ...(customerId === null ? {} : { customer: customerId }),
          subscription_data: { metadata: { ownerId: userId } },
          success_url: successUrl,
          cancel_url: cancelUrl,
        });
        if (!url) throw misconfigured("Stripe returned a checkout without a URL");
        return url;
      });
    },
    async portal({ customerId, returnUrl }) {
      return await asked(async () => {
        const { url } = await stripe.billingPortal.sessions.create({ customer: customerId, return_url: returnUrl });
        return url;
      });
    },
  };
}

/** The library sends Content-Length, even for an empty body; an edge host rejects that when it counts differently. */
async function fetchWithoutLength(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const headers = new Headers(init?.headers);
  headers.delete("content-length");
  return await fetch(input, { ...init, headers });
}

function misconfigured(message: string): SendcatError {
  return new SendcatError({ code: "internal", scope: "billing", message });
}

/** Turns Stripe's errors into ours, without the request data that they quote. */
async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    const passes = ["StripeConnectionError", "StripeRateLimitError", "StripeAPIError"].includes(error.type);
    throw new SendcatError({
      code: passes ? "capacity_saturated" : "internal",
      scope: "billing",
      message: `Stripe: ${error.type} ${error.code ?? ""}`.trim(),
      ...(passes ? { retryAfterMs: 5_000 } : {}),
    });
  }
}
