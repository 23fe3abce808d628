import { createServer } from "node:http";
import { createStripeSimulator, CARDS, type StripeSimulator } from "@sendcat/local-simulators/stripe";
import { billingContract } from "@sendcat/port-contracts";
import { PLAN_PRICES, type BillingEvent, type CheckoutOrder } from "@sendcat/shared-types";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createStripeBilling } from "./create-stripe-billing.ts";
import { createStripeWebhooks } from "./create-stripe-webhooks.ts";

const SECRET = "whsec_of_a_test";
const source = createStripeWebhooks({ secret: SECRET });
const told: BillingEvent[] = [];
const receiver = createServer((request, response) => {
  let body = "";
  request.on("data", (piece: Buffer) => (body += piece.toString()));
  request.on("end", () => {
    void source
      .read(body, (name) => String(request.headers[name] ?? ""))
      .then((reading) => {
        if (reading.kind === "event") told.push(reading.delivery.event);
        response.writeHead(reading.kind === "forged" ? 401 : 200).end();
      });
  });
});

let stripe: StripeSimulator;
beforeAll(async () => {
  await new Promise<void>((resolve) => void receiver.listen(0, "127.0.0.1", resolve));
  const address = receiver.address();
  const port = typeof address === "object" && address ? address.port : 0;
  stripe = await createStripeSimulator({ webhook: { url: `http://127.0.0.1:${port}/`, secret: SECRET } });
});
afterAll(async () => {
  await stripe.close();
  receiver.close();
});
beforeEach(() => void told.splice(0));

const ORDER: CheckoutOrder = {
  userId: "user:1",
  customerId: null,
  plan: "plus",
  currency: "jmd",
  amountMinor: PLAN_PRICES.plus.jmd,
  successUrl: "http://127.0.0.1:9/t/1?bought=plus",
  cancelUrl: "http://127.0.0.1:9/plans",
};
const billing = (secretKey = "sk_test_1") => createStripeBilling({ secretKey, apiUrl: stripe.origin });

async function submit(url: string, fields: Readonly<Record<string, string>>): Promise<Response> {
  const response = await fetch(url, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
  await stripe.settled();
  return response;
}

interface Bought {
  readonly customer: string;
  readonly metadata: { readonly ownerId: string };
  readonly price: { readonly lookupKey: string };
}

billingContract("Stripe", async () => ({
  billing: billing(),
  unreachable: createStripeBilling({ secretKey: "sk_test_1", apiUrl: "http://127.0.0.1:9", timeoutMs: 500 }),
  async pay(url) {
    const paid = await submit(url, { card: CARDS.good });
    const response = await fetch(`${stripe.origin}/admin/subscriptions`);
    // safe because the simulator answers so
    const { subscriptions } = (await response.json()) as { readonly subscriptions: readonly Bought[] };
    const newest = subscriptions.at(-1);
    if (!newest) throw new Error("nothing was bought");
    const { customer: customerId, metadata, price } = newest;
    const sentTo = paid.headers.get("location") ?? "";
    return { userId: metadata.ownerId, customerId, price: price.lookupKey, sentTo };
  },
}));

describe("paying", () => {
  it("leads to Stripe's page and back, and the purchase arrives by webhook", async () => {
    const url = await billing().checkout(ORDER);
    expect(await (await fetch(url)).text()).toContain("JMD 950.00");
    const paid = await submit(url, { card: CARDS.good });
    expect([paid.status, paid.headers.get("location")]).toEqual([303, ORDER.successUrl]);
    expect(told).toContainEqual(
      expect.objectContaining({ kind: "subscription", ownerId: "user:1", price: "sendcat_plus_jmd", status: "active" }),
    );
    expect(told).toContainEqual(expect.objectContaining({ kind: "charge", outcome: "paid", amountMinor: 95_000 }));
    // Reloading the page does not charge again.
    await submit(url, { card: CARDS.good });
    expect(told).toHaveLength(2);
  });

  it("shows a declined card on the page, and sells nothing", async () => {
    const url = await billing().checkout(ORDER);
    const refused = await submit(url, { card: CARDS.declined });
    expect(refused.status).toBe(402);
    expect(await refused.text()).toContain("Your card was declined");
    expect(told).toEqual([expect.objectContaining({ kind: "charge", outcome: "failed" })]);
  });

  it("never charges another amount than was shown, and sells only what has a price", async () => {
    await expect(billing().checkout({ ...ORDER, amountMinor: 1 })).rejects.toMatchObject({ scope: "billing" });
    await expect(billing("nonsense").checkout(ORDER)).rejects.toMatchObject({ code: "internal", scope: "billing" });
  });

  it("answers that Stripe is down when it cannot be reached, without quoting what was sent", async () => {
    const away = createStripeBilling({ secretKey: "sk_test_secret", apiUrl: "http://127.0.0.1:9", timeoutMs: 500 });
    const fault: unknown = await away.checkout(ORDER).catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: "capacity_saturated", scope: "billing", retryAfterMs: 5_000 });
    expect(String(fault)).not.toContain("sk_test_secret");
  });

  it("answers that Stripe is busy when it limits our calls, and asks once more after a fault of Stripe's", async () => {
    await submit(`${stripe.origin}/admin/faults`, { fault: "rate-limit" });
    const busy = { code: "capacity_saturated", scope: "billing", retryAfterMs: 5_000 };
    await expect(billing().checkout(ORDER)).rejects.toMatchObject(busy);
    await submit(`${stripe.origin}/admin/faults`, { fault: "down" });
    expect(URL.canParse(await billing().checkout(ORDER))).toBe(true);
  });
});

describe("a bought plan", () => {
  const bought = async () => {
    await submit(await billing().checkout(ORDER), { card: CARDS.good });
    const event = told.find(({ kind }) => kind === "subscription");
    const customerId = event?.kind === "subscription" ? event.customerId : "";
    told.splice(0);
    return customerId;
  };

  it("can be changed and ended in the portal", async () => {
    const customerId = await bought();
    const url = await billing().portal({ customerId, returnUrl: "http://127.0.0.1:9/account" });
    await submit(url, { action: "price:price_pro_jmd" });
    await submit(url, { action: "cancel" });
    expect(told.map((event) => event.kind === "subscription" && [event.price, event.endsAtPeriodEnd])).toEqual([
      ["sendcat_pro_jmd", false],
      ["sendcat_pro_jmd", true],
    ]);
  });

  it.each([
    ["fail-payment", [{ kind: "subscription", status: "past-due" }]],
    ["end", [{ kind: "subscription", status: "ended" }]],
    [
      "refund",
      [
        { kind: "charge", outcome: "refunded" },
        { kind: "subscription", status: "ended" },
      ],
    ],
    ["dispute", [{ kind: "dispute", status: "open" }]],
  ])("reports %s by webhook", async (action, expected) => {
    const customerId = await bought();
    await submit(`${stripe.origin}/admin/customers/${customerId}`, { action });
    expect(told.toSorted((a, b) => a.kind.localeCompare(b.kind))).toMatchObject(expected);
  });
});
