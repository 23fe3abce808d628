import { sampleRoute } from "@sendcat/port-contracts";
import { cpus } from "node:os";
import { command, wholeNumber } from "@sendcat/command-line";
import { DEFAULT_POLICY, type Reservation } from "@sendcat/shared-types";
import { Ratelimit } from "@upstash/ratelimit";
import { createLeasedQuota, type LeasedQuota } from "../../admission/create-quota.ts";
import { connectRedis } from "../../connection/connect-redis.ts";
import { patient } from "../../admission/testing/patient.ts";
import { openLocalEndpoint, type LocalEndpoint } from "./local-endpoint.ts";
import { percentile, steadyLoad } from "./steady-load.ts";

const LIMITS = { from: 1, to: 10_000 };
const { rounds, ...load } = command(
  "pnpm bench admission",
  `Cost of admitting a turn, at a steady rate, through the local Upstash endpoint on redis-server. One reserve checks the user's turns, tokens, rolling window and places, the plan's and the service's money, breakers, bulkheads and the address at once, and reserves all of it (each turn is settled again, untimed). It is compared with three @upstash/ratelimit calls, one after the other, which count three of these limits and reserve nothing. Rounds are interleaved in one run; latency counts from the moment a call was due.`,
)
  .addOption(wholeNumber("--per-second <n>", "admissions per second", LIMITS).default(500))
  .addOption(wholeNumber("--seconds <n>", "length of a round", LIMITS).default(8))
  .addOption(wholeNumber("--rounds <n>", "rounds per contender", LIMITS).default(3))
  .parse()
  .opts();

/** High enough that no limit is reached. */
const USERS = 2_000;
const PLENTY = 1_000_000_000_000;

interface Contender {
  readonly name: string;
  readonly latenciesMs: number[];
  failures: number;
  commands: number;
  calls: number;
  readonly call: (index: number) => Promise<void>;
}

const endpoint = await openLocalEndpoint();
const contenders = [reserveContender(endpoint), ratelimitContender(endpoint)];
console.log(`${load.perSecond} a second for ${load.seconds} s, ${rounds} rounds each, interleaved`);
console.log(
  `${endpoint.name} behind the local Upstash endpoint; ${cpus().length} x ${cpus()[0]?.model ?? "unknown"}, Node ${process.version}\n`,
);
for (let round = 0; round <= rounds; round++) {
  for (const contender of contenders) {
    const before = await endpoint.commandCounts();
    const { latenciesMs, failures } = await steadyLoad(load, contender.call);
    const commands = difference(before, await endpoint.commandCounts());
    // The first round runs cold code on an empty store.
    if (round === 0) continue;
    contender.latenciesMs.push(...latenciesMs);
    contender.failures += failures;
    contender.commands += commands;
    contender.calls += load.perSecond * load.seconds;
  }
}
const [reserveCommands, settleCommands] = await commandsOfOne(endpoint);
await endpoint.close();
const row = (...cells: readonly string[]): string =>
  cells.map((cell, i) => (i === 0 ? cell.padEnd(34) : cell.padStart(10))).join("");
console.log(row("", "p50 ms", "p95 ms", "p99 ms", "max ms", "failed", "commands"));
for (const { name, latenciesMs, failures, commands, calls } of contenders) {
  const at = (rank: number): string => percentile(latenciesMs, rank).toFixed(2);
  console.log(row(name, at(0.5), at(0.95), at(0.99), at(1), String(failures), (commands / calls).toFixed(1)));
}
console.log(
  `\ncommands: Redis commands per admission, including those inside scripts; for reserve ${reserveCommands} of its own and ${settleCommands} of its settle.`,
);

/** Redis commands of a reserve and of a settle, counted separately. */
async function commandsOfOne(of: LocalEndpoint): Promise<readonly [number, number]> {
  const quota = openQuota(of);
  const before = await of.commandCounts();
  const reserved = await reserveOne(quota, "counted", "guest:counted");
  const between = await of.commandCounts();
  await settleOne(quota, reserved);
  return [difference(before, between), difference(between, await of.commandCounts())];
}

function openQuota({ url, token }: LocalEndpoint): LeasedQuota {
  const plan = {
    ...DEFAULT_POLICY.plans.guest,
    turnsPerDay: PLENTY,
    tokensPerDay: PLENTY,
    spendPerDayMicroUsd: PLENTY,
  };
  const guest = { ...plan, window: { seconds: 60, turns: 1_000, tokens: PLENTY }, maxInFlight: 100 };
  return createLeasedQuota({
    link: connectRedis({ url, token, timeoutMs: 20_000 }),
    policy: patient({
      plans: { ...DEFAULT_POLICY.plans, guest },
      admission: {
        ...DEFAULT_POLICY.admission,
        maxInFlight: PLENTY,
        turnsPerSecond: PLENTY,
        address: { ...DEFAULT_POLICY.admission.address, turns: PLENTY, provenTurns: PLENTY },
        bulkheads: { openrouter_chat: PLENTY },
      },
      spend: { ...DEFAULT_POLICY.spend, perDayMicroUsd: PLENTY },
    }),
  });
}

async function reserveOne(quota: LeasedQuota, turnId: string, userId: string): Promise<Reservation> {
  const offer = { model: "fast", tokens: 5_000, costMicroUsd: 9_000, spendCapMicroUsd: PLENTY } as const;
  const reserved = await quota.reserve({
    turnId,
    userId,
    plan: "guest",
    nowMs: Date.now(),
    address: "192.0.2.1",
    proven: true,
    offers: [{ ...offer, routes: [sampleRoute("google/gemini"), sampleRoute("openai/gpt")] }],
  });
  if (!reserved.ok) throw new Error(reserved.refusal.scope);
  return reserved.reservation;
}

async function settleOne(quota: LeasedQuota, reservation: Reservation): Promise<void> {
  const used = { nowMs: Date.now(), costMicroUsd: 300, tokens: 400, counts: true, final: true };
  await quota.settle({ reservation, ...used, outcomes: [{ route: reservation.route, ok: true }] });
}

function reserveContender(of: LocalEndpoint): Contender {
  const quota = openQuota(of);
  let turns = 0;
  return {
    ...blank("one reserve, everything held"),
    async call(index) {
      const reservation = await reserveOne(quota, `turn-${turns++}`, `guest:${index % USERS}`);
      void settleOne(quota, reservation);
    },
  };
}

function ratelimitContender({ url, token }: LocalEndpoint): Contender {
  const { redis } = connectRedis({ url, token, timeoutMs: 20_000 });
  const limiter = (name: string): Ratelimit =>
    new Ratelimit({
      redis,
      limiter: Ratelimit.slidingWindow(PLENTY, "60 s"),
      prefix: `bench:${name}`,
      analytics: false,
      timeout: 0,
    });
  const [user, window, address] = [limiter("user"), limiter("window"), limiter("address")];
  return {
    ...blank("three @upstash/ratelimit in turn"),
    async call(index) {
      const key = `guest:${index % USERS}`;
      for (const one of [user, window, address]) {
        const { success } = await one.limit(key);
        if (!success) throw new Error("limited");
      }
    },
  };
}

function blank(name: string): Omit<Contender, "call"> {
  return { name, latenciesMs: [], failures: 0, commands: 0, calls: 0 };
}

/** Reading the counts is a command as well. */
function difference(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const [name, calls] of after) if (name !== "info" && name !== "evalsha") sum += calls - (before.get(name) ?? 0);
  return sum + (after.get("evalsha") ?? 0) - (before.get("evalsha") ?? 0);
}
