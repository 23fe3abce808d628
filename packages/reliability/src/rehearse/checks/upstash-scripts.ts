import { connectRedis, createQuota } from "@sendcat/redis";
import { quotaRoute } from "@sendcat/shared-types";
import { failed, ok, type Check } from "../check.ts";

const WAIT_MS = 10_000;

/**
 * Admission's own script runs on this database. It is asked for a turn on a plan without turns, so it refuses; the script writes nothing until all
 * its checks have passed. A database without counters asks for the ledger, which it is not given, so it is not seeded either.
 */
export const upstashScripts: Check = {
  name: "admission's script runs",
  needs: ["UPSTASH_REDIS_REST_URL", "UPSTASH_REDIS_REST_TOKEN"],
  mend: "Use an Upstash database, whose EVAL and EVALSHA run Lua as Redis does, with a token that may write (docs/deploy.md, step 3).",
  async look({ env, policy }) {
    const link = connectRedis({
      url: env["UPSTASH_REDIS_REST_URL"] ?? "",
      token: env["UPSTASH_REDIS_REST_TOKEN"] ?? "",
      timeoutMs: WAIT_MS,
    });
    let [hasAsked, fault] = [false, ""];
    const askLedger = async (): Promise<never> => {
      hasAsked = true;
      throw new Error("no ledger");
    };
    const closed = { ...policy.failure.admission, mode: "closed", waitMs: WAIT_MS } as const;
    const quota = createQuota({
      link,
      policy: {
        ...policy,
        plans: { ...policy.plans, guest: { ...policy.plans.guest, turnsPerDay: 0 } },
        failure: { ...policy.failure, admission: closed },
      },
      ledger: { dayTotals: askLedger, userTotals: askLedger },
      onFault: ({ cause }) => void (fault = String(cause)),
    });
    const result = await quota.reserve({
      userId: "rehearsal:nobody",
      turnId: crypto.randomUUID(),
      plan: "guest",
      address: null,
      proven: true,
      nowMs: Date.now(),
      offers: [
        {
          model: "fast",
          tokens: 1,
          costMicroUsd: 1,
          routes: [quotaRoute(policy.titleRoute, "chat")],
          spendCapMicroUsd: 1,
        },
      ],
    });
    if (!result.ok && !result.degraded) return ok("it refused a turn of a plan without turns");
    if (hasAsked) return ok("it asked for the ledger: no turn has been counted yet");
    return failed(fault || "it admitted a turn of a plan without turns");
  },
};
