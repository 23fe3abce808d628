import { createServer, type IncomingHttpHeaders } from "node:http";
import { PAID_PLANS, CURRENCIES, PLAN_PRICES, priceKey } from "@sendcat/shared-types";
import { Stripe } from "stripe";
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from "vitest";
import { createStripeSimulator, type StripeSimulator } from "./create-stripe-simulator.ts";
import type { AsPublished } from "./objects/as-published.ts";
import { CARDS } from "./pages.ts";

const SECRET = "whsec_of_a_test";
const arrived: { readonly body: string; readonly headers: IncomingHttpHeaders }[] = [];
const receiver = createServer((request, response) => {
  let body = "";
  request.on("data", (piece: Buffer) => (body += piece.toString()));
  request.on("end", () => {
    arrived.push({ body, headers: request.headers });
    response.writeHead(200).end();
  });
});

let simulator: StripeSimulator;
beforeAll(async () => {
  await new Promise<void>((resolve) => void receiver.listen(0, "127.0.0.1", resolve));
  const address = receiver.address();
  const port = typeof address === "object" && address ? address.port : 0;
  simulator = await createStripeSimulator({ webhook: { url: `http://127.0.0.1:${port}/`, secret: SECRET } });
});
afterAll(async () => {
  await simulator.close();
  receiver.close();
});

/** Stripe's own client, which differs from the default only in where it finds Stripe. */
function client(key = "sk_test_1", config: Stripe.StripeConfig = {}): Stripe {
  const { hostname: host, port } = new URL(simulator.origin);
  return new Stripe(key, { host, port: Number(port), protocol: "http", maxNetworkRetries: 0, ...config });
}

const ORDER = {
  mode: "subscription",
  line_items: [{ price: "price_plus_jmd", quantity: 1 }],
  client_reference_id: "user:1",
  subscription_data: { metadata: { ownerId: "user:1" } },
  success_url: "https://sendcat.test/bought",
  cancel_url: "https://sendcat.test/plans",
} as const satisfies Stripe.Checkout.SessionCreateParams;

async function submit(path: string, fields: Readonly<Record<string, string>>): Promise<void> {
  await fetch(new URL(path, simulator.origin), {
    method: "POST",
    body: new URLSearchParams(fields),
    redirect: "manual",
  });
  await simulator.settled();
}

/** The events that arrived since the last call, in Stripe's order, their signatures checked by Stripe's client. */
function events(): readonly Stripe.Event[] {
  return arrived
    .splice(0)
    .map(({ body, headers }) => client().webhooks.constructEvent(body, headers["stripe-signature"] ?? "", SECRET))
    .toSorted((a, b) => a.type.localeCompare(b.type));
}

describe("the Stripe simulator, read by Stripe's own client", () => {
  it("lists all prices, page by page", async () => {
    const all = await client().prices.list({ active: true, limit: 3 }).autoPagingToArray({ limit: 100 });
    expect(all.map(({ lookup_key }) => lookup_key)).toEqual(
      PAID_PLANS.flatMap((plan) => CURRENCIES.map((currency) => priceKey(plan, currency))),
    );
    expect(all[0]?.unit_amount_decimal?.toString()).toBe(String(all[0]?.unit_amount));
    const page = await client().prices.list({ lookup_keys: [priceKey("plus", "jmd")], active: true, limit: 1 });
    expect(page).toMatchObject({ has_more: false, data: [{ currency: "jmd", unit_amount: PLAN_PRICES.plus.jmd }] });
    expect((await client().prices.list({ active: false })).data).toEqual([]);
  });

  it("sells by a checkout, and opens the portal for its customer", async () => {
    const { url, status, amount_total, client_reference_id } = await client().checkout.sessions.create(ORDER);
    expect([status, amount_total, client_reference_id]).toEqual(["open", PLAN_PRICES.plus.jmd, "user:1"]);
    expect((await fetch(url ?? "")).status).toBe(200);
    const portal = await client().billingPortal.sessions.create({ customer: "cus_1", return_url: ORDER.cancel_url });
    expect(portal.customer).toBe("cus_1");
    expect((await fetch(portal.url)).status).toBe(200);
  });

  it("answers a repeated request with the first answer, and refuses its key for another request", async () => {
    const idempotencyKey = crypto.randomUUID();
    const first = await client().checkout.sessions.create(ORDER, { idempotencyKey });
    const again = await client().checkout.sessions.create(ORDER, { idempotencyKey });
    expect(again.id).toBe(first.id);
    expect(again.lastResponse.headers["idempotent-replayed"]).toBe("true");
    const other = client().checkout.sessions.create({ ...ORDER, client_reference_id: "user:2" }, { idempotencyKey });
    await expect(other).rejects.toThrow(Stripe.errors.StripeIdempotencyError);
  });

  it.each<
    [why: string, type: abstract new (...given: never[]) => Stripe.errors.StripeError, call: () => Promise<unknown>]
  >([
    ["a wrong key", Stripe.errors.StripeAuthenticationError, () => client("nonsense").prices.list()],
    [
      "another version of the API",
      Stripe.errors.StripeInvalidRequestError,
      // safe because the test is about a version that the library does not have
      () => client("sk_test_1", { apiVersion: "2020-08-27" as typeof Stripe.API_VERSION }).prices.list(),
    ],
    ["an unknown route", Stripe.errors.StripeInvalidRequestError, () => client().products.list()],
    ["too long a page", Stripe.errors.StripeInvalidRequestError, () => client().prices.list({ limit: 101 })],
    [
      "an unknown price",
      Stripe.errors.StripeInvalidRequestError,
      () => client().checkout.sessions.create({ ...ORDER, line_items: [{ price: "price_none", quantity: 1 }] }),
    ],
    [
      "an address that is none",
      Stripe.errors.StripeInvalidRequestError,
      () => client().checkout.sessions.create({ ...ORDER, success_url: "nowhere" }),
    ],
  ])("refuses %s as Stripe does", async (_, type, call) => {
    const error: unknown = await call().catch((error: unknown) => error);
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({ requestId: expect.stringMatching(/^req_/), message: expect.stringMatching(/./) });
  });

  it("fails on demand as Stripe does, and the client tries again after a fault of Stripe's", async () => {
    await submit("/admin/faults", { fault: "rate-limit" });
    await expect(client().prices.list()).rejects.toThrow(Stripe.errors.StripeRateLimitError);
    await submit("/admin/faults", { fault: "down" });
    await expect(client().prices.list()).rejects.toThrow(Stripe.errors.StripeAPIError);
    await submit("/admin/faults", { fault: "down", count: "2" });
    expect(await client("sk_test_1", { maxNetworkRetries: 2 }).prices.list()).toMatchObject({ object: "list" });
  });

  it("signs every event so that Stripe's client takes it, in the version of the API that the client speaks", async () => {
    const told: Stripe.Event[] = [];
    const buy = async (card: string) => {
      const { id } = await client().checkout.sessions.create(ORDER);
      await submit(`/pay/${id}`, { card });
      told.push(...events());
    };
    await buy(CARDS.declined);
    await buy(CARDS.good);
    const bought = told.find((event) => event.type === "customer.subscription.created");
    const customer = String(bought?.data.object.customer);
    for (const action of ["cancel", "dispute", "refund"]) {
      await submit(`/admin/customers/${customer}`, { action });
      told.push(...events());
    }
    expect(told.map(({ type, api_version }) => [type, api_version])).toEqual(
      [
        "charge.failed",
        "charge.succeeded",
        "customer.subscription.created",
        "customer.subscription.updated",
        "charge.dispute.created",
        "charge.refunded",
        "customer.subscription.deleted",
      ].map((type) => [type, Stripe.API_VERSION]),
    );
  });
});

it("sends no name outside Stripe's lists", () => {
  expectTypeOf<AsPublished<Stripe.Price>["type"]>().toEqualTypeOf<"one_time" | "recurring">();
  expectTypeOf<AsPublished<Stripe.Price>["lookup_key"]>().toEqualTypeOf<string | null>();
  expectTypeOf<AsPublished<Stripe.Price>["unit_amount_decimal"]>().toEqualTypeOf<string | null>();
  expectTypeOf<AsPublished<Stripe.Subscription>["items"]["data"][number]["price"]["active"]>().toEqualTypeOf<boolean>();
});
