// @vitest-environment edge-runtime
import type { BillingEvent, WebhookDelivery } from "@sendcat/shared-types";
import { longTestTimeoutMs, runsOf } from "@sendcat/test-depth";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { api, internal } from "./_generated/api.js";
import { firstPage, openDeployment } from "./model/platform/deployment.fixture.ts";

afterEach(() => void vi.useRealTimers());

const DAY_MS = 86_400_000;
const nowMs = Date.now();

const subscription = (over: Partial<Extract<BillingEvent, { kind: "subscription" }>> = {}): BillingEvent => ({
  kind: "subscription",
  subscriptionId: "sub_1",
  customerId: "cus_1",
  ownerId: "user-ana",
  price: "sendcat_plus_usd",
  status: "active",
  periodStartMs: nowMs - DAY_MS,
  periodEndMs: nowMs + 29 * DAY_MS,
  endsAtPeriodEnd: false,
  ...over,
});
const charge: BillingEvent = {
  kind: "charge",
  chargeId: "ch_1",
  customerId: "cus_1",
  outcome: "paid",
  amountMinor: 900,
  refundedMinor: 0,
  currency: "usd",
};
const dispute = (status: "open" | "won" | "lost"): BillingEvent => {
  return { kind: "dispute", disputeId: "dp_1", chargeId: "ch_1", status, amountMinor: 900, currency: "usd" };
};

let count = 0;
function delivery(event: BillingEvent, version = String(++count).padStart(12, "0")): WebhookDelivery {
  return { source: "stripe", eventId: `evt_${version}`, type: "test", version, event };
}

async function open() {
  const { t, service } = openDeployment();
  const operator = t.withIdentity({ subject: "user-op", kind: "user", plan: "pro", role: "operator" });
  await t.run(async ({ db }) => {
    await db.insert("accounts", { ownerId: "user-ana", role: "user", plan: "free", graceUntilMs: null });
  });
  const deliver = async (one: WebhookDelivery) => await service.mutation(api.webhooks.receive, one);
  const tell = async (event: BillingEvent) => await deliver(delivery(event));
  const account = async () => await t.run(async ({ db }) => await db.query("accounts").first());
  return { t, service, operator, deliver, tell, account };
}

describe("a paid plan", () => {
  it("starts at once, and ends with the subscription", async () => {
    const { tell, account } = await open();
    await tell(subscription());
    expect(await account()).toMatchObject({ plan: "plus", graceUntilMs: null });
    await tell(subscription({ endsAtPeriodEnd: true }));
    expect(await account()).toMatchObject({ plan: "plus" });
    await tell(subscription({ status: "ended" }));
    expect(await account()).toMatchObject({ plan: "free" });
  });

  it("ends with the subscription, although its price has lost its name since", async () => {
    const { tell, account, t } = await open();
    await tell(subscription());
    await tell(subscription({ status: "ended", price: "price_1" }));
    expect(await account()).toMatchObject({ plan: "free" });
    const failed = await t.run(async ({ db }) => (await db.query("webhookEvents").collect()).map(({ state }) => state));
    expect(new Set(failed)).toEqual(new Set(["applied"]));
  });

  it("continues for a week after a failed payment, and no longer", async () => {
    vi.useFakeTimers({ now: nowMs });
    const { t, tell, account } = await open();
    await tell(subscription({ status: "past-due" }));
    expect(await account()).toMatchObject({ plan: "plus", graceUntilMs: nowMs + 6 * DAY_MS });
    vi.setSystemTime(nowMs + 5 * DAY_MS);
    await t.mutation(internal.billing.endGrace, {});
    expect(await account()).toMatchObject({ plan: "plus" });
    vi.setSystemTime(nowMs + 6 * DAY_MS + 1);
    await t.mutation(internal.billing.endGrace, {});
    expect(await account()).toMatchObject({ plan: "free", graceUntilMs: null });
    await tell(subscription({ periodStartMs: nowMs + 6 * DAY_MS }));
    expect(await account()).toMatchObject({ plan: "plus", graceUntilMs: null });
  });

  it("is the best of the active subscriptions, even while a larger one replaces a smaller", async () => {
    const { tell, account } = await open();
    await tell(subscription({ subscriptionId: "sub_2", price: "sendcat_pro_jmd" }));
    await tell(subscription());
    expect(await account()).toMatchObject({ plan: "pro" });
    await tell(subscription({ subscriptionId: "sub_2", price: "sendcat_pro_jmd", status: "ended" }));
    expect(await account()).toMatchObject({ plan: "plus" });
  });

  it.each([
    ["sub_1", "sub_2"],
    ["sub_2", "sub_1"],
  ])(
    "does not get an end date while %s is paid, although the payment of %s for the same plan failed",
    async (paid, failed) => {
      const { tell, account } = await open();
      for (const subscriptionId of ["sub_1", "sub_2"])
        await tell(subscription({ subscriptionId, status: subscriptionId === failed ? "past-due" : "active" }));
      expect(await account()).toMatchObject({ plan: "plus", graceUntilMs: null });
      await tell(subscription({ subscriptionId: paid, status: "ended" }));
      expect((await account())?.graceUntilMs).toBeGreaterThan(nowMs);
    },
  );

  it("is suspended by a dispute and returns when the dispute is won, in any order of events", async () => {
    const { tell, account } = await open();
    await tell(dispute("open"));
    await tell(subscription());
    expect(await account()).toMatchObject({ plan: "plus" });
    await tell(charge);
    expect(await account()).toMatchObject({ plan: "free" });
    await tell(dispute("won"));
    expect(await account()).toMatchObject({ plan: "plus" });
    await tell({ ...charge, outcome: "refunded", refundedMinor: 900 });
    expect(await account()).toMatchObject({ plan: "plus" });
  });

  it("gives nothing to a deleted account", async () => {
    const { tell, t } = await open();
    await tell(subscription({ ownerId: "user-gone" }));
    expect(await t.run(async ({ db }) => await db.query("accounts").take(10))).toHaveLength(1);
    expect(await t.run(async ({ db }) => await db.query("subscriptions").take(10))).toEqual([]);
  });
});

describe("events of a provider", () => {
  it(
    "have the same result in any order and any number, and each takes effect once",
    { timeout: longTestTimeoutMs() },
    async () => {
      vi.useFakeTimers({ now: nowMs, toFake: ["Date"] });
      const status = fc.constantFrom("active" as const, "past-due" as const, "ended" as const);
      const price = fc.constantFrom("sendcat_plus_usd", "sendcat_pro_usd");
      const change = fc.record({ status, price, subscriptionId: fc.constantFrom("sub_1", "sub_2") });
      const history = fc.array(change, { minLength: 1, maxLength: 12 }).chain((changes) => {
        const deliveries = changes.map((over) => delivery(subscription(over)));
        const arrivals = fc.array(fc.constantFrom(...deliveries), { maxLength: 20 });
        return fc.record({
          deliveries: fc.constant(deliveries),
          arrivals: fc.shuffledSubarray(deliveries, { minLength: deliveries.length }),
          again: arrivals,
        });
      });
      await fc.assert(
        fc.asyncProperty(history, async ({ deliveries, arrivals, again }) => {
          const inOrder = await open();
          for (const one of deliveries) await inOrder.deliver(one);
          const shuffled = await open();
          const outcomes = [];
          for (const one of [...arrivals, ...again]) outcomes.push(await shuffled.deliver(one));
          expect(outcomes.filter((outcome) => outcome === "applied")).toHaveLength(deliveries.length);
          expect(await state(shuffled.t)).toEqual(await state(inOrder.t));
        }),
        { numRuns: runsOf("webhooks-in-any-order") },
      );
    },
  );

  it("that fail leave nothing behind, are retried, become dead letters, and can be replayed by an operator", async () => {
    vi.useFakeTimers({ now: nowMs });
    const { t, deliver, operator, account } = await open();
    const odd = delivery(subscription({ price: "sendcat_family_usd" }));
    expect(await deliver(odd)).toBe("kept");
    expect(await deliver(odd)).toBe("duplicate");
    expect(await t.run(async ({ db }) => await db.query("subscriptions").take(1))).toEqual([]);
    await t.finishAllScheduledFunctions(vi.runAllTimers);
    const dead = async () => (await operator.query(api.webhooks.deadLetters, { paginationOpts: firstPage })).page;
    expect(await dead()).toMatchObject([
      { eventId: odd.eventId, attempts: 5, error: expect.stringContaining("no plan") },
    ]);
    const named = { source: odd.source, eventId: odd.eventId };
    expect(await operator.mutation(api.webhooks.replay, named)).toMatchObject({ ok: true, state: "dead" });
    // Meanwhile the price belongs to a plan.
    await t.run(async ({ db }) => {
      const row = await db.query("webhookEvents").first();
      if (row) await db.patch(row._id, { event: subscription() });
    });
    expect(await operator.mutation(api.webhooks.replay, named)).toMatchObject({ ok: true, state: "applied" });
    expect(await dead()).toEqual([]);
    expect(await account()).toMatchObject({ plan: "plus" });
    expect(await operator.mutation(api.webhooks.replay, named)).toMatchObject({ refusal: { code: "not_found" } });
  });
});

/** Everything that events change. */
async function state(t: Awaited<ReturnType<typeof open>>["t"]) {
  return await t.run(async ({ db }) => {
    const rows = [...(await db.query("accounts").take(100)), ...(await db.query("subscriptions").take(100))];
    // The day of the last change of plan depends on the order of events: a plan that ended before it was seen never began.
    return rows
      .map(({ _id, _creationTime, ...row }) =>
        JSON.stringify({ ...row, planSinceMs: undefined }, Object.keys(row).sort()),
      )
      .sort();
  });
}
