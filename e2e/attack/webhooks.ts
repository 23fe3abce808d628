import { randomUUID } from "node:crypto";
import { Stripe } from "stripe";
import { expect } from "vitest";
import { tableRows } from "../stack/table-rows.ts";
import type { Attempt } from "./attempt.ts";
import { newAccount, send, sessionOf, type Person, type Reply, type Target } from "./target.ts";

const { webhooks } = new Stripe("sk_test");
const PATH = "/api/webhooks/stripe";

interface Delivery {
  readonly secret?: string;
  readonly ageSeconds?: number;
  readonly headers?: Record<string, string>;
}

/** Something that Stripe says of a subscription. */
function subscription(
  owner: Person,
  { status = "active", created = 0, lookupKey = "sendcat_pro_usd" as string | null, id = `sub_${owner.userId}` } = {},
) {
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const price = { id: "price_1", lookup_key: lookupKey };
  const item = { price, current_period_start: nowSeconds - 100, current_period_end: nowSeconds + 2_592_000 };
  const object = {
    id,
    customer: `cus_${owner.userId}`,
    status,
    metadata: { ownerId: owner.userId },
    cancel_at: null,
    cancel_at_period_end: false,
    items: { data: [item] },
  };
  const type = `customer.subscription.${status === "canceled" ? "deleted" : "updated"}`;
  return { id: `evt_${randomUUID()}`, object: "event", type, created: nowSeconds + created, data: { object } };
}

async function deliver(
  target: Target,
  event: object,
  { secret = target.webhookSecret, ageSeconds = 0, headers }: Delivery = {},
): Promise<Reply> {
  const payload = JSON.stringify(event);
  const timestamp = Math.floor(Date.now() / 1_000) - ageSeconds;
  const signature = webhooks.generateTestHeaderString({ payload, secret, timestamp });
  return await send(target, PATH, {
    body: payload,
    headers: { "content-type": "application/json", "stripe-signature": signature, ...headers },
  });
}

async function planOf(target: Target, { from, sessionToken }: Person): Promise<string> {
  const { userId, token } = await sessionOf(target, { from, sessionToken });
  expect(userId).toBeTruthy();
  // safe because our own token has this claim
  return (JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as { plan: string }).plan;
}

export const WEBHOOK_ATTEMPTS: readonly Attempt[] = [
  {
    title: "a payment that the provider never reported: no signature, another's, of another body",
    async run(target) {
      const account = await newAccount(target);
      const event = subscription(account);
      const payload = JSON.stringify(event);
      const good = webhooks.generateTestHeaderString({ payload, secret: target.webhookSecret });
      const odd: readonly Record<string, string>[] = [
        {},
        { "stripe-signature": "" },
        { "stripe-signature": `t=${Math.floor(Date.now() / 1_000)},v1=` },
        { "stripe-signature": good.replace("v1=", "v0=") },
        { "stripe-signature": webhooks.generateTestHeaderString({ payload, secret: "whsec_guess" }) },
        { "stripe-signature": webhooks.generateTestHeaderString({ payload: "{}", secret: target.webhookSecret }) },
        { "x-stripe-signature": good },
      ];
      for (const headers of odd) {
        const reply = await send(target, PATH, {
          body: payload,
          headers: { "content-type": "application/json", ...headers },
        });
        expect(reply.status, JSON.stringify(headers)).toBe(401);
      }
      expect(await planOf(target, account)).toBe("free");
    },
  },
  {
    title: "a delivery from the past or the future, and one twice",
    async run(target) {
      const account = await newAccount(target);
      for (const ageSeconds of [400, -400, 1e9])
        expect((await deliver(target, subscription(account), { ageSeconds })).status, `${ageSeconds} s`).toBe(401);
      const event = subscription(account, { status: "canceled" });
      const all = await Promise.all([1, 2, 3, 4, 5].map(() => deliver(target, event)));
      for (const { status } of all) expect(status).toBeOneOf([200, 503]);
      const rows = (await tableRows(target.convex, "webhookEvents")).filter(({ eventId }) => eventId === event.id);
      expect(rows).toHaveLength(1);
    },
  },
  {
    title: "an old report of a running plan after it has ended, and the end of a plan whose price is gone",
    async run(target) {
      const account = await newAccount(target);
      expect((await deliver(target, subscription(account))).status).toBe(200);
      expect(await planOf(target, account)).toBe("pro");
      expect(
        (await deliver(target, subscription(account, { status: "canceled", created: 20, lookupKey: null }))).status,
      ).toBe(200);
      expect(await planOf(target, account)).toBe("free");
      expect((await deliver(target, subscription(account, { created: 10 }))).status).toBe(200);
      expect(await planOf(target, account)).toBe("free");
    },
  },
  {
    title: "sources that nobody delivers from, and names that every object has",
    async run(target) {
      for (const source of ["__proto__", "constructor", "toString", "paypal", "stripe%00", "stripe/..", "STRIPE"]) {
        const reply = await send(target, `/api/webhooks/${source}`, { body: {} });
        expect([source, reply.status]).toEqual([source, expect.toBeOneOf([403, 404])]);
      }
    },
  },
  {
    title: "signed reports of things that cannot be: unknown users, huge amounts, text for numbers",
    async run(target) {
      const account = await newAccount(target);
      const base = subscription(account);
      const changed = (change: object) => ({
        ...base,
        id: `evt_${randomUUID()}`,
        data: { object: { ...base.data.object, ...change } },
      });
      for (const event of [
        changed({ metadata: { ownerId: "user:nobody" }, id: "sub_nobody", customer: "cus_nobody" }),
        changed({ metadata: { ownerId: "x".repeat(10_000) }, id: "sub_long" }),
        changed({ items: { data: [] } }),
        changed({ items: "x" }),
        changed({ status: "__proto__" }),
        { ...base, id: "", type: "customer.subscription.updated" },
        { ...base, created: "yesterday" },
        [],
        null,
      ])
        expect((await deliver(target, event as object)).status, JSON.stringify(event).slice(0, 200)).toBeLessThan(500);
      expect(await planOf(target, account)).toBe("free");
    },
  },
];
