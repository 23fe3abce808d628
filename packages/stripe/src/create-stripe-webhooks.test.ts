// @vitest-environment edge-runtime
import { webhookSourceContract } from "@sendcat/port-contracts";
import { Stripe } from "stripe";
import { describe, expect, it } from "vitest";
import { createStripeWebhooks } from "./create-stripe-webhooks.ts";

const SECRET = "whsec_of_a_test";
const source = createStripeWebhooks({ secret: SECRET });
const { webhooks } = new Stripe("sk_test");

async function signed(body: string, given: { secret?: string; agoSeconds?: number } = {}): Promise<string> {
  return await webhooks.generateTestHeaderStringAsync({
    payload: body,
    secret: given.secret ?? SECRET,
    timestamp: Math.floor(Date.now() / 1_000) - (given.agoSeconds ?? 0),
    cryptoProvider: Stripe.createSubtleCryptoProvider(),
  });
}

async function read(body: string, signature: string | null) {
  return await source.read(body, (name) => (name === "stripe-signature" ? signature : null));
}

function event(type: string, object: object, id = "evt_1"): string {
  return JSON.stringify({ id, object: "event", type, created: 1_790_000_000, data: { object } });
}

async function deliveryOf(type: string, object: object): Promise<[body: string, signature: string]> {
  const body = event(type, object);
  return [body, await signed(body)];
}

const subscription = {
  id: "sub_1",
  customer: "cus_1",
  status: "active",
  metadata: { ownerId: "user-1" },
  cancel_at: null,
  cancel_at_period_end: false,
  items: {
    data: [
      { price: { id: "price_1", lookup_key: "sendcat_plus_usd" }, current_period_start: 10, current_period_end: 20 },
    ],
  },
};

webhookSourceContract("Stripe", async () => ({
  source,
  bodies: {
    events: [
      event("customer.subscription.created", subscription, "evt_2"),
      event("customer.subscription.updated", subscription, "evt_1"),
    ],
    ignored: event("invoice.created", { id: "in_1" }),
    malformed: event("customer.subscription.updated", {}),
  },
  sign: async (body, agoSeconds) => ({ name: "stripe-signature", value: await signed(body, { agoSeconds }) }),
}));

describe("Stripe's webhooks", () => {
  it("are accepted only with Stripe's recent signature over exactly these bytes", async () => {
    const body = event("customer.subscription.updated", subscription);
    expect(await read(body, await signed(body))).toMatchObject({ kind: "event", delivery: { eventId: "evt_1" } });
    const bad = [
      null,
      "",
      "t=1,v1=00",
      await signed(`${body} `),
      await signed(body, { secret: "whsec_other" }),
      await signed(body, { agoSeconds: 400 }),
      await signed(body, { agoSeconds: -400 }),
    ];
    for (const signature of bad) expect(await read(body, signature)).toEqual({ kind: "forged" });
    // Clocks differ by less than this.
    for (const agoSeconds of [250, -250])
      expect(await read(body, await signed(body, { agoSeconds }))).toMatchObject({ kind: "event" });
  });

  it("end a plan, although nothing is left of its price", async () => {
    const gone = { ...subscription, status: "canceled", items: { data: [] } };
    expect(await read(...(await deliveryOf("customer.subscription.deleted", gone)))).toMatchObject({
      kind: "event",
      delivery: { event: { kind: "subscription", status: "ended", ownerId: "user-1" } },
    });
    const active = { ...gone, status: "active" };
    expect(await read(...(await deliveryOf("customer.subscription.updated", active)))).toEqual({ kind: "ignored" });
  });

  it("say which account has which plan until when", async () => {
    const body = event("customer.subscription.created", subscription);
    expect(await read(body, await signed(body))).toEqual({
      kind: "event",
      delivery: {
        source: "stripe",
        eventId: "evt_1",
        type: "customer.subscription.created",
        version: "001790000000.0.evt_1",
        event: {
          kind: "subscription",
          subscriptionId: "sub_1",
          customerId: "cus_1",
          ownerId: "user-1",
          price: "sendcat_plus_usd",
          status: "active",
          periodStartMs: 10_000,
          periodEndMs: 20_000,
          endsAtPeriodEnd: false,
        },
      },
    });
  });

  it.each([
    ["active", "active"],
    ["trialing", "active"],
    ["past_due", "past-due"],
    ["canceled", "ended"],
    ["unpaid", "ended"],
    ["incomplete", "ended"],
    ["something_new", "ended"],
  ])("of a subscription that is %s give the rights of one that is %s", async (status, expected) => {
    const body = event("customer.subscription.updated", { ...subscription, status });
    expect(await read(body, await signed(body))).toMatchObject({ delivery: { event: { status: expected } } });
  });

  it("report charges, refunds and disputes", async () => {
    const charge = {
      id: "ch_1",
      customer: { id: "cus_1" },
      amount: 900,
      amount_refunded: 0,
      currency: "usd",
      status: "succeeded",
      refunded: false,
    };
    for (const [type, object, expected] of [
      ["charge.succeeded", charge, { kind: "charge", outcome: "paid", amountMinor: 900, customerId: "cus_1" }],
      ["charge.failed", { ...charge, status: "failed" }, { outcome: "failed" }],
      [
        "charge.refunded",
        { ...charge, amount_refunded: 900, refunded: true },
        { outcome: "refunded", refundedMinor: 900 },
      ],
      [
        "charge.dispute.created",
        { id: "dp_1", charge: "ch_1", amount: 900, currency: "usd", status: "needs_response" },
        { kind: "dispute", status: "open", chargeId: "ch_1" },
      ],
      [
        "charge.dispute.closed",
        { id: "dp_1", charge: "ch_1", amount: 900, currency: "usd", status: "won" },
        { status: "won" },
      ],
      [
        "charge.dispute.closed",
        { id: "dp_1", charge: "ch_1", amount: 900, currency: "usd", status: "prevented" },
        { status: "lost" },
      ],
    ] as const) {
      const body = event(type, object);
      expect(await read(body, await signed(body)), type).toMatchObject({ delivery: { event: expected } });
    }
  });

  it("are ignored when they do not concern us, and reported when they are malformed", async () => {
    for (const [type, object, kind] of [
      ["invoice.created", { id: "in_1" }, "ignored"],
      ["customer.subscription.updated", { ...subscription, metadata: {} }, "ignored"],
      ["customer.subscription.updated", { ...subscription, id: "sub <1>" }, "malformed"],
      ["customer.subscription.updated", {}, "malformed"],
      ["customer.subscription.updated", { ...subscription, items: { data: [{ price: {} }] } }, "malformed"],
    ] as const) {
      const body = event(type, object);
      expect(await read(body, await signed(body)), type).toEqual({ kind });
    }
    expect(await read("not json", await signed("not json"))).toEqual({ kind: "malformed" });
  });

  it("of the same second are ordered: creation first, end last", async () => {
    const versions = await Promise.all(
      ["deleted", "updated", "created"].map(async (verb) => {
        const body = event(`customer.subscription.${verb}`, subscription, `evt_${verb}`);
        const reading = await read(body, await signed(body));
        return reading.kind === "event" ? reading.delivery.version : "";
      }),
    );
    expect(versions.toSorted().map((version) => version.split("evt_")[1])).toEqual(["created", "updated", "deleted"]);
  });
});
