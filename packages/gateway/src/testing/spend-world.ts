import { createLeasedQuota } from "@sendcat/redis";
import { openLocalRedis } from "@sendcat/redis/testing/local-redis";
import { serviceDay, type Model, type Policy, type Quota } from "@sendcat/shared-types";
import { chatBody, FAST_POLICY, world, type World } from "./world.ts";

type TurnFinished = Extract<World["events"][number], { event: "turn-finished" }>;

/** One turn's money, micro-dollars. */
export interface TurnMoney {
  readonly heldMicroUsd: number;
  /** What it added to the day's settled spend in Redis. */
  readonly spentMicroUsd: number;
  readonly event: TurnFinished | undefined;
  /** Its ledger row. */
  readonly row: World["store"]["ledger"][number] | undefined;
}

/** Gateways whose quota runs the real scripts on a local Redis. */
export async function openSpendWorld(kind: "redis" | "memory") {
  const local = await openLocalRedis(kind);
  // Long time-outs: on a busy machine a failover would change the turn's cost.
  const failure = {
    ...FAST_POLICY.failure,
    admission: { mode: "closed", waitMs: 20_000 },
    settlement: { ...FAST_POLICY.failure.settlement, waitMs: 20_000 },
    provider: { mode: "failover", waitMs: 20_000 },
  } as const;

  async function settledToday(): Promise<number> {
    const day = serviceDay(Date.now(), FAST_POLICY.timeZone).name;
    const fields = (await local.redis.hgetall<Record<string, number>>(`sendcat:{quota}:v2:spend:${day}`)) ?? {};
    const settled = Object.entries(fields).filter(([name]) => name.startsWith("settled|"));
    return settled.reduce((sum, [, amount]) => sum + Number(amount), 0);
  }

  const withPatience = (policy: Partial<Policy>): Policy => ({
    ...FAST_POLICY,
    failure,
    idleTimeoutMs: 20_000,
    ...policy,
  });

  /** Runs one turn with the question `words`, on an empty Redis. */
  async function ask(model: Model, words: string, policy: Partial<Policy> = {}): Promise<TurnMoney> {
    await local.redis.flushdb();
    const all = withPatience(policy);
    const leased = createLeasedQuota({ link: local.link, policy: all });
    let heldMicroUsd = 0;
    const quota: Quota = {
      ...leased,
      async reserve(request) {
        const result = await leased.reserve(request);
        if (result.ok) heldMicroUsd = result.reservation.costMicroUsd;
        return result;
      },
    };
    const w = world(model, all, { quota });
    await (await w.post("/api/chat", chatBody(words), "pro-alice")).text();
    await w.settled();
    const event = w.events.find((one): one is TurnFinished => one.event === "turn-finished");
    return { heldMicroUsd, spentMicroUsd: await settledToday(), event, row: w.store.ledger[0] };
  }

  /** Runs many turns of `users` users, one after the other for each user, on an empty Redis. Returns the day's settled spend. */
  async function askOften(model: Model, { turns, users }: { readonly turns: number; readonly users: number }) {
    await local.redis.flushdb();
    const { admission } = FAST_POLICY;
    const address = { ...admission.address, turns: turns + 1, provenTurns: turns + 1 };
    const all = withPatience({ admission: { ...admission, address, turnsPerSecond: 1_000_000 } });
    const w = world(model, all, { quota: createLeasedQuota({ link: local.link, policy: all }) });
    const user = async (name: string) => {
      for (let n = 0; n < turns / users; n++) await (await w.post("/api/chat", chatBody("A kettle?"), name)).text();
    };
    await Promise.all(Array.from({ length: users }, (_, n) => user(`pro-user${"abcdefghij"[n]}`)));
    await w.settled();
    return { spentMicroUsd: await settledToday(), rows: w.store.ledger };
  }

  return { ask, askOften, close: () => local.close() };
}
