import { command } from "@sendcat/command-line";
import { sampleRoute } from "@sendcat/port-contracts";
import { addIncrements, counted, DEFAULT_POLICY, observed, type Increments } from "@sendcat/shared-types";
import { createLeasedQuota } from "../../admission/create-quota.ts";
import { createMetrics } from "../../metrics/create-metrics.ts";
import { connectRedis } from "../../connection/connect-redis.ts";
import { patient } from "../../admission/testing/patient.ts";
import { openLocalEndpoint } from "./local-endpoint.ts";

const { json } = command(
  "pnpm bench counting",
  "CPU time and requests that counting adds to the process that admits and settles a turn. Pairs of rounds run in one process, with and without counting, in alternating order. All other work of a turn is left out, so that the difference is larger than the noise.",
)
  .option("--json", "print the figures as JSON")
  .parse()
  .opts();

const [PAIRS, TURNS] = [600, 20];
const PLENTY = 1_000_000_000_000;

/** What the gateway counts per turn. */
const TURN: readonly Increments[] = [
  counted("turns", ["guest", "complete", "", ""]),
  counted("spend", ["guest"], 300),
  observed("firstToken", ["fast"], 0.4),
  observed("duration", ["fast"], 3.2),
  observed("tokens", ["fast", "input"], 900),
  observed("tokens", ["fast", "output"], 300),
];

const endpoint = await openLocalEndpoint();
const link = connectRedis({ url: endpoint.url, token: endpoint.token, timeoutMs: 20_000 });
const limits = { turnsPerDay: PLENTY, tokensPerDay: PLENTY, spendPerDayMicroUsd: PLENTY, maxInFlight: 100 };
const policy = patient({
  plans: {
    ...DEFAULT_POLICY.plans,
    guest: { ...DEFAULT_POLICY.plans.guest, ...limits, window: { seconds: 60, turns: 1_000, tokens: PLENTY } },
  },
  admission: { ...DEFAULT_POLICY.admission, maxInFlight: PLENTY, turnsPerSecond: PLENTY, bulkheads: {} },
  spend: { ...DEFAULT_POLICY.spend, perDayMicroUsd: PLENTY },
});
const metrics = createMetrics({
  worker: "bench",
  link,
  waitMs: 5_000,
  now: () => Date.now(),
  outlive: () => undefined,
});
const quotas = { counting: createLeasedQuota({ link, policy, metrics }), silent: createLeasedQuota({ link, policy }) };
let turns = 0;

/** CPU time of this process per turn, microseconds. */
async function round(name: keyof typeof quotas): Promise<number> {
  const quota = quotas[name];
  const before = process.cpuUsage();
  for (let i = 0; i < TURNS; i++) {
    const offer = { model: "fast", tokens: 5_000, costMicroUsd: 9_000, spendCapMicroUsd: PLENTY } as const;
    const reserved = await quota.reserve({
      turnId: `turn-${turns++}`,
      userId: `guest:${turns % 2_000}`,
      plan: "guest",
      nowMs: Date.now(),
      address: null,
      proven: true,
      offers: [{ ...offer, routes: [sampleRoute("google/gemini"), sampleRoute("openai/gpt")] }],
    });
    if (!reserved.ok) throw new Error(reserved.refusal.scope);
    if (name === "counting") metrics.count(addIncrements(...TURN));
    const used = { nowMs: Date.now(), costMicroUsd: 300, tokens: 400, counts: true, final: true, outcomes: [] };
    await quota.settle({ reservation: reserved.reservation, ...used });
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / TURNS;
}

const differences: number[] = [];
const silent: number[] = [];
for (let pair = 0; pair <= PAIRS; pair++) {
  const order = pair % 2 === 0 ? (["counting", "silent"] as const) : (["silent", "counting"] as const);
  const taken = { counting: 0, silent: 0 };
  for (const name of order) taken[name] = await round(name);
  // The first pair runs cold code.
  if (pair === 0) continue;
  differences.push(taken.counting - taken.silent);
  silent.push(taken.silent);
}
await endpoint.close();
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = Math.sqrt(mean(differences.map((value) => (value - mean(differences)) ** 2)));
const error = deviation / Math.sqrt(differences.length);
const report = {
  pairs: PAIRS,
  turnsPerRound: TURNS,
  silentCpuUs: mean(silent),
  addedCpuUs: mean(differences),
  standardErrorUs: error,
};
if (json) console.log(JSON.stringify(report));
else
  console.log(
    `reserve and settle: ${report.silentCpuUs.toFixed(0)} us of this process's CPU per turn; counting adds ${report.addedCpuUs.toFixed(1)} us (standard error ${error.toFixed(1)}, ${PAIRS} pairs of ${TURNS} turns)`,
  );
process.exit(0);
