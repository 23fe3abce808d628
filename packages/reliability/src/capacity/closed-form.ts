import {
  callPriceMicroUsd,
  DEFAULT_POLICY,
  PLAN_NAMES,
  type ModelClassName,
  type PlanName,
  type Policy,
} from "@sendcat/shared-types";
import { placesFor, poissonQuantile } from "./erlang.ts";
import type { Inputs } from "./inputs.ts";
import type { Constants } from "./measured.ts";
import { planShares } from "./plan-shares.ts";

/** The plan's units for a number of users. Days are the service's; a month has 30. */
export interface Units {
  readonly registered: number;
  readonly mau: number;
  readonly dau: number;
  readonly turnsPerDay: number;
  /** In the busiest minute. */
  readonly turnsPerSecond: number;
  /** Little's law: mean open streams in the busiest minute. */
  readonly meanStreams: number;
  /** Places at which at most `blocking` of that minute's turns are refused (Erlang B): the plan's peak concurrent streams. */
  readonly peakStreams: number;
  /** All API requests and webhooks in one second: the 99.9th percentile in the busiest minute. */
  readonly requestsPerSecond: number;
  readonly webhooksPerDay: number;
  readonly tokensPerMinute: number;
  readonly tokensPerDay: number;
  readonly spendPerDayUsd: number;
  /** What the providers' prompt caches save, by the price list. */
  readonly cacheSavingPerThousandTurnsUsd: number;
  readonly redisCommandsPerDay: number;
  readonly redisCommandsPerSecond: number;
  readonly convexCallsPerDay: number;
  readonly convexCallsPerSecond: number;
  /** Stored bytes once as many old turns are deleted as new ones come, by each plan's retention (a year where it has no end). */
  readonly storageGb: number;
  readonly hostCores: number;
  readonly hostMemoryGb: number;
  readonly platformPerDayUsd: number;
  readonly usdPerTurn: number;
  readonly usdPerMonthlyUser: number;
}

export const COUNTED_AS = ["registered", "mau", "dau"] as const;
export type CountedAs = (typeof COUNTED_AS)[number];

export interface Model {
  readonly inputs: Inputs;
  readonly constants: Constants;
  readonly policy: Policy;
}

/** Redis answers two scripts and Convex a few calls per turn; a tool call adds about as many of each. */
const REDIS_COMMANDS_PER_TOOL_CALL = 6;
const CONVEX_CALLS_PER_TOOL_JOB = 5;
const DAYS_PER_MONTH = 30;
const LONGEST_KEPT_DAYS = 365;

export function unitsFor(users: number, countedAs: CountedAs, { inputs, constants, policy }: Model): Units {
  const registered = registeredOf(users, countedAs, inputs);
  const mau = registered * inputs.mauOfRegistered;
  const dau = mau * inputs.dauOfMau;
  const turnsPerDay = dau * inputs.turnsPerDay;
  const turnsPerSecond = (turnsPerDay * inputs.peakHourShare * inputs.peakMinuteFactor) / 3_600;
  const meanStreams = turnsPerSecond * inputs.streamSeconds;
  const tokens = inputs.inputTokens + inputs.outputTokens;
  const jobs = inputs.toolCallsPerTurn * (1 - inputs.toolCacheHits);
  const redisPerTurn = constants.redisCommands.value + inputs.toolCallsPerTurn * REDIS_COMMANDS_PER_TOOL_CALL;
  const convexPerTurn = constants.convexCalls.value + jobs * CONVEX_CALLS_PER_TOOL_JOB;
  const modelUsd = modelUsdPerTurn(inputs, policy);
  const requests = turnsPerSecond * (inputs.requestsPerTurn + inputs.webhooksPerTurn);
  const storageGb = (turnsPerDay * keptDays(inputs, policy) * constants.storedBytes.value) / 1e9;
  const hostCores = (turnsPerSecond * constants.webCpuMs.value) / 1_000 / inputs.targetUtilisation;
  const peakStreams = placesFor(meanStreams, inputs.blocking);
  const platformPerDayUsd =
    (turnsPerDay * (redisPerTurn * inputs.redisUsdPerMillion + convexPerTurn * inputs.convexUsdPerMillion)) / 1e6 +
    (storageGb * inputs.storageUsdPerGbMonth) / DAYS_PER_MONTH +
    ((turnsPerDay * constants.webCpuMs.value) / 3_600_000 / inputs.targetUtilisation) * inputs.coreUsdPerHour;
  const spendPerDayUsd = turnsPerDay * modelUsd;
  return {
    registered,
    mau,
    dau,
    turnsPerDay,
    turnsPerSecond,
    meanStreams,
    peakStreams,
    requestsPerSecond: requests === 0 ? 0 : poissonQuantile(requests, 0.999),
    webhooksPerDay: turnsPerDay * inputs.webhooksPerTurn,
    tokensPerMinute: turnsPerSecond * tokens * 60,
    tokensPerDay: turnsPerDay * tokens,
    spendPerDayUsd,
    cacheSavingPerThousandTurnsUsd: 1_000 * (modelUsdPerTurn({ ...inputs, cachedInputShare: 0 }, policy) - modelUsd),
    redisCommandsPerDay: turnsPerDay * redisPerTurn,
    redisCommandsPerSecond: turnsPerSecond * redisPerTurn,
    convexCallsPerDay: turnsPerDay * convexPerTurn,
    convexCallsPerSecond: turnsPerSecond * convexPerTurn,
    storageGb,
    hostCores,
    hostMemoryGb: (peakStreams * constants.bytesPerStream.value) / 1e9,
    platformPerDayUsd,
    usdPerTurn: turnsPerDay === 0 ? 0 : (spendPerDayUsd + platformPerDayUsd) / turnsPerDay,
    usdPerMonthlyUser: mau === 0 ? 0 : ((spendPerDayUsd + platformPerDayUsd) * DAYS_PER_MONTH) / mau,
  };
}

function registeredOf(users: number, countedAs: CountedAs, inputs: Inputs): number {
  if (countedAs === "registered") return users;
  const mau = countedAs === "mau" ? users : users / inputs.dauOfMau;
  return mau / inputs.mauOfRegistered;
}

/** Cost of a turn at the models' prices and those of their prompt caches, by the share of turns that the `smart` model answers. */
function modelUsdPerTurn(inputs: Inputs, policy: Policy): number {
  const of = (name: ModelClassName): number => {
    const route = policy.models[name]?.routes[0];
    if (!route) throw new Error(`the policy has no model class ${name}`);
    const cachedInputTokens = inputs.inputTokens * inputs.cachedInputShare;
    const keeps = route.promptCache === "marked" && cachedInputTokens > 0;
    const cacheWriteTokens = keeps ? inputs.inputTokens - cachedInputTokens : 0;
    // For a thousand turns: a single one would be rounded to whole micro-dollars.
    const tokens = {
      cachedInputTokens,
      cacheWriteTokens,
      inputTokens: inputs.inputTokens,
      outputTokens: inputs.outputTokens,
    };
    const thousand = Object.fromEntries(Object.entries(tokens).map(([name, count]) => [name, count * 1_000]));
    // safe because the names are those of `tokens`
    return callPriceMicroUsd(route, thousand as typeof tokens) / 1e9;
  };
  const smart = inputs.smartShare * overPlans(inputs, (plan) => (policy.plans[plan].models.includes("smart") ? 1 : 0));
  return smart * of("smart") + (1 - smart) * of("fast");
}

function keptDays(inputs: Inputs, { plans }: Policy): number {
  return overPlans(inputs, (plan) => plans[plan].retentionDays ?? LONGEST_KEPT_DAYS);
}

/** Mean over daily users of a value that depends on their plan. */
function overPlans(inputs: Inputs, of: (plan: PlanName) => number): number {
  const shares = planShares(inputs);
  return PLAN_NAMES.reduce((sum, plan) => sum + shares[plan] * of(plan), 0);
}

/** Registered users at which a unit that grows with them reaches `limit`. By bisection: all units are monotonic in users. */
export function usersAt(unit: keyof Units, limit: number, model: Model): number {
  let [low, high] = [0, 1e10];
  for (let i = 0; i < 60 && high - low > 0.5; i++) {
    const middle = (low + high) / 2;
    if (unitsFor(middle, "registered", model)[unit] > limit) high = middle;
    else low = middle;
  }
  return Math.floor(low);
}

export const defaultModel = (inputs: Inputs, constants: Constants): Model => ({
  inputs,
  constants,
  policy: DEFAULT_POLICY,
});
