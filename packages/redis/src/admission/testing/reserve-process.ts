import { sampleRoute } from "@sendcat/port-contracts";
import { DEFAULT_POLICY, type Reservation } from "@sendcat/shared-types";
import { createQuota } from "../create-quota.ts";
import { connectRedis } from "../../connection/connect-redis.ts";
import { patient } from "./patient.ts";

/** One of several hosts: its parent tells it what to reserve, it sends all requests at once, and reports the result. */
export interface HostOrder {
  readonly url: string;
  readonly token: string;
  readonly nowMs: number;
  readonly process: number;
  readonly requests: number;
  /** One user for all turns, or one user per turn. */
  readonly user: "one" | "each";
  readonly turnsPerDay: number;
  readonly costMicroUsd: number;
  readonly spendCapMicroUsd: number;
  /** Settles the admitted turns at this cost; null leaves them held. */
  readonly settleMicroUsd: number | null;
}

export interface HostAnswer {
  readonly admitted: number;
  readonly scopes: readonly string[];
}

process.on("message", (order: HostOrder) => {
  run(order).then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

// The parent disconnects once it has the answer: a busy parent may see an exit before the last message.
process.on("disconnect", () => process.exit(0));

// Loading takes longer than the requests: all hosts start together.
process.send?.("ready");

async function run(order: HostOrder): Promise<HostAnswer> {
  const many = 1_000_000;
  const plan = {
    ...DEFAULT_POLICY.plans.guest,
    turnsPerDay: order.turnsPerDay,
    tokensPerDay: many,
    window: { seconds: 60, turns: 1_000, tokens: many },
    maxInFlight: 1_000,
    spendPerDayMicroUsd: order.spendCapMicroUsd,
  };
  const policy = patient({
    plans: { ...DEFAULT_POLICY.plans, guest: plan },
    admission: { ...DEFAULT_POLICY.admission, bulkheads: {}, maxInFlight: many, turnsPerSecond: many },
    spend: { ...DEFAULT_POLICY.spend, perDayMicroUsd: order.spendCapMicroUsd },
  });
  const quota = createQuota({
    link: connectRedis({ url: order.url, token: order.token, timeoutMs: 30_000 }),
    policy,
    // The heartbeat must use the test's time, not this machine's clock.
    now: () => order.nowMs,
  });
  const { nowMs, costMicroUsd, spendCapMicroUsd } = order;
  const results = await Promise.all(
    Array.from({ length: order.requests }, (_, index) => {
      const name = `${order.process}-${index}`;
      return quota.reserve({
        turnId: `turn-${name}`,
        userId: order.user === "one" ? "guest:one" : `guest:${name}`,
        plan: "guest",
        nowMs,
        address: null,
        proven: true,
        offers: [{ model: "fast", tokens: 1, costMicroUsd, spendCapMicroUsd, routes: [sampleRoute("google/gemini")] }],
      });
    }),
  );
  const admitted: Reservation[] = [];
  const scopes = new Set<string>();
  for (const result of results) {
    if (result.ok) admitted.push(result.reservation);
    else scopes.add(result.refusal.scope ?? result.refusal.code);
  }
  const { settleMicroUsd } = order;
  if (settleMicroUsd !== null) {
    const used = { nowMs, costMicroUsd: settleMicroUsd, tokens: 1, counts: true, final: true, outcomes: [] };
    await Promise.all(admitted.map((reservation) => quota.settle({ reservation, ...used })));
  }
  return { admitted: admitted.length, scopes: [...scopes] };
}
