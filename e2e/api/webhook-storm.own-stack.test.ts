import { setTimeout as delay } from "node:timers/promises";
import { runsOf } from "@sendcat/test-depth";
import { Stripe } from "stripe";
import { afterAll, beforeAll, expect, it } from "vitest";
import { convexRun } from "../stack/convex-run.ts";
import { PATIENT } from "../stack/policies.ts";
import { startOwnStack, type OwnStack } from "../stack/own-stack.ts";
import { tableRows } from "../stack/table-rows.ts";
import { postChat, readStream, turnOf } from "./chat.ts";
import type { Guest } from "./guest.ts";
import { genuineToken } from "./tokens.ts";

const SECRET = "whsec_of_the_storm";
const DELIVERIES = runsOf("webhook-storm");
const EVENTS = DELIVERIES / 10;
const FORGED_SHARE = 0.05;
const SUBSCRIPTIONS = EVENTS / 4;
/** Deliveries a second; a real provider limits its rate as well. */
const PER_SECOND = 60;
/** Deliveries open at the same time; a real provider has a limited number of workers as well. */
const OPEN_AT_MOST = 200;
/** Time of chat without deliveries, before the storm and again after it. */
const QUIET_MS = (DELIVERIES / PER_SECOND) * 150;
/** A model with the usual time to its first token. */
const PACE = "[[sim:pace ttft-ms=400 tokens-per-second=200]]";
const PERSONS = 8;
const TURNS_AT_A_TIME = 3;

let stack: OwnStack;
beforeAll(async () => {
  stack = await startOwnStack({
    policy: { failure: PATIENT, webhooks: { perMinute: 2_400, maxInFlight: 2 } },
    webEnv: { STRIPE_WEBHOOK_SECRET: SECRET },
  });
  for (let n = 0; n < SUBSCRIPTIONS; n++) await convexRun(stack.convex, "accounts:open", { ownerId: `user-${n}` });
});
afterAll(() => stack?.close());

const random = mulberry32(20_261_125);
const { webhooks } = new Stripe("sk_test");
const STATUSES = ["active", "past_due", "canceled"] as const;

const events = Array.from({ length: EVENTS }, (_, i) => {
  const n = i % SUBSCRIPTIONS;
  const item = {
    price: { id: "price_1", lookup_key: random() < 0.5 ? "sendcat_plus_usd" : "sendcat_pro_usd" },
    current_period_start: 1_790_000_000,
    current_period_end: 1_792_000_000,
  };
  const object = {
    id: `sub_${n}`,
    customer: `cus_${n}`,
    status: STATUSES[Math.floor(random() * STATUSES.length)],
    metadata: { ownerId: `user-${n}` },
    cancel_at: null,
    cancel_at_period_end: false,
    items: { data: [item] },
  };
  // Some events have the same second: then the event id decides the order.
  const created = 1_790_000_000 + Math.floor(i / SUBSCRIPTIONS / 2);
  const id = `evt_${String(i).padStart(5, "0")}`;
  return { id, object: "event", type: "customer.subscription.updated", created, data: { object } };
});

async function deliver(event: (typeof events)[number], isForged: boolean): Promise<void> {
  const payload = JSON.stringify(event);
  for (;;) {
    const secret = isForged ? "whsec_of_somebody_else" : SECRET;
    const signature = webhooks.generateTestHeaderString({ payload, secret });
    const response = await fetch(`${stack.web}/api/webhooks/stripe`, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8", "stripe-signature": signature },
      body: payload,
    }).catch(() => null);
    if (response === null) {
      // A provider retries a failed delivery.
      tally.set("no answer", (tally.get("no answer") ?? 0) + 1);
      await delay(1_000 * (1 + Math.random()));
      continue;
    }
    await response.arrayBuffer();
    tally.set(response.status, (tally.get(response.status) ?? 0) + 1);
    if (isForged) return expect(response.status).toBe(401);
    if (response.ok) return;
    expect([429, 503]).toContain(response.status);
    const waitSeconds = Number(response.headers.get("retry-after") ?? 1);
    await delay(waitSeconds * 1_000 * (1 + Math.random()));
  }
}
const tally = new Map<number | "no answer", number>();

async function storm(): Promise<void> {
  const all = Array.from({ length: DELIVERIES }, (_, i) => ({
    // Each event at least once; the rest at random.
    event: events[i < EVENTS ? i : Math.floor(random() * EVENTS)] ?? events[0],
    isForged: i >= EVENTS && random() < (FORGED_SHARE * DELIVERIES) / (DELIVERIES - EVENTS),
  }));
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    // safe because both are within the list
    [all[i], all[j]] = [all[j] as (typeof all)[number], all[i] as (typeof all)[number]];
  }
  const open = new Set<Promise<void>>();
  const startMs = performance.now();
  for (const [i, { event, isForged }] of all.entries()) {
    const waitMs = startMs + (i / PER_SECOND) * 1_000 - performance.now();
    if (waitMs > 0) await delay(waitMs);
    while (open.size >= OPEN_AT_MOST) await Promise.race(open);
    if (!event) continue;
    const one = deliver(event, isForged).finally(() => open.delete(one));
    open.add(one);
  }
  await Promise.all(open);
}

/** Sends turns until `isOver`. Returns the milliseconds to the first token of each. */
async function chatUntil(persons: readonly Guest[], isOver: () => boolean): Promise<readonly number[]> {
  const firstTokenMs: number[] = [];
  await Promise.all(
    persons.slice(0, TURNS_AT_A_TIME).map(async (_, worker) => {
      for (let i = worker; !isOver(); i += TURNS_AT_A_TIME) {
        const person = persons[i % persons.length];
        if (!person) return;
        const startMs = performance.now();
        const response = await postChat(person, turnOf(`${PACE} Hello ${i}`));
        expect(response.status).toBe(200);
        let firstMs = 0;
        const { done } = await readStream(response, (text) => {
          if (text !== "" && firstMs === 0) firstMs = performance.now() - startMs;
          return false;
        });
        expect(done).toBe(true);
        firstTokenMs.push(firstMs);
      }
    }),
  );
  return firstTokenMs;
}

it(
  `${DELIVERIES} deliveries of ${EVENTS} events, shuffled, repeated, some forged, take effect once per event, and chat continues`,
  { timeout: 900_000 },
  async () => {
    const authority = { signingKey: stack.signingKey, issuer: stack.web };
    const persons = await Promise.all(
      Array.from({ length: PERSONS }, async (_, i): Promise<Guest> => {
        const claims = {
          subject: `chatter-${i}`,
          expiresInSeconds: 3_600,
          kind: "user",
          plan: "pro",
          authority,
        } as const;
        return { web: stack.web, userId: claims.subject, token: await genuineToken(claims), sessionToken: "" };
      }),
    );
    const quietFor = async (ms: number) => {
      const endMs = performance.now() + ms;
      return await chatUntil(persons, () => performance.now() > endMs);
    };
    await quietFor(5_000);
    const before = await quietFor(QUIET_MS);
    let isOver = false;
    const startMs = performance.now();
    const [during] = await Promise.all([chatUntil(persons, () => isOver), storm().finally(() => (isOver = true))]);
    const seconds = Math.round((performance.now() - startMs) / 1_000);
    const after = await quietFor(QUIET_MS);
    const quiet = p95([...before, ...after]);
    const stormy = p95(during);
    const rise = Math.round((stormy / quiet - 1) * 1_000) / 10;
    console.log(
      `storm of ${seconds} s; answers by status ${JSON.stringify(Object.fromEntries(tally))}; first token p95 ` +
        `${Math.round(quiet)} ms quiet (${before.length + after.length} turns), ${Math.round(stormy)} ms in the storm (${during.length} turns): ${rise} %`,
    );

    const convex = stack.convex;
    const stored = await tableRows(convex, "webhookEvents");
    expect(stored).toHaveLength(EVENTS);
    expect(new Set(stored.map(({ eventId }) => eventId)).size).toBe(EVENTS);
    expect(stored.every(({ state }) => state === "applied")).toBe(true);
    const subscriptions = await tableRows(convex, "subscriptions");
    expect(subscriptions).toHaveLength(SUBSCRIPTIONS);
    for (const row of subscriptions) {
      const own = events.filter(({ data }) => data.object.id === row["subscriptionId"]);
      const last = own.toSorted((a, b) => a.created - b.created || (a.id < b.id ? -1 : 1)).at(-1);
      expect(row).toMatchObject({ events: own.length, price: last?.data.object.items.data[0]?.price.lookup_key });
      const status = { active: "active", past_due: "past-due", canceled: "ended" }[
        last?.data.object.status ?? "active"
      ];
      expect(row).toMatchObject({ status });
    }
  },
);

function p95(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;
}

/** Random numbers that are the same in every run. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
