import { planShares } from "./plan-shares.ts";

/** An input that was not measured: its default, the range in which the model makes sense, and the reason for the default. */
export interface Assumption {
  readonly value: number;
  readonly unit: string;
  readonly range: readonly [smallest: number, largest: number];
  readonly why: string;
}

/** Every input that is an estimate, not a measurement. Each can be set: `pnpm capacity --set dauOfMau=0.4`. */
export const ASSUMPTIONS = {
  adoption: share(0.2, "of a month's online shoppers use Sendcat in that month"),
  mauOfRegistered: share(
    0.4,
    "of registered users are active in a month; a guest counts as registered after their first message",
  ),
  dauOfMau: share(0.25, "of a month's users are active on a day: people shop when they need something"),
  turnsPerDay: amount(6, "turns", "turns per active user and day: a question, refinements, a comparison"),
  peakHourShare: share(0.12, "of a day's turns are in its busiest hour (0.042 if they were spread evenly)"),
  peakMinuteFactor: within([1, 10], amount(1.5, "x", "the busiest minute, compared with the mean of its hour")),
  streamSeconds: within(
    [1, 240],
    amount(12, "s", "how long a stream is open: the first token, then some 30 tokens per second"),
  ),
  streamSecondsSpread: within([0.05, 4], amount(0.8, "sd/mean", "how much stream lengths vary")),
  inputTokens: within([1, 200_000], amount(1_800, "tokens", "prompt, history and tool results per turn")),
  cachedInputShare: share(
    0.4,
    "of input tokens are read from the provider's prompt cache: half of six usual turns (`packages/gateway/src/turn/compose/prompt-prefix.test.ts`), less what expires; `gen_ai_client_token_usage` shows the true share",
  ),
  outputTokens: within([1, 20_000], amount(350, "tokens", "per answer")),
  toolCallsPerTurn: within([0, 10], amount(0.4, "calls", "searches per turn, including cached ones")),
  toolCacheHits: share(0.5, "of searches are answered from the cache"),
  requestsPerTurn: within(
    [1, 50],
    amount(5, "requests", "API requests per turn: the turn, session, plan, threads, live query"),
  ),
  webhooksPerTurn: within([0, 10], amount(0.02, "webhooks", "payment and order events per turn")),
  freeShare: share(0.38, "of daily users have a free account"),
  plusShare: share(0.05, "of daily users are on plus"),
  proShare: share(0.02, "of daily users are on pro; the rest are guests"),
  smartShare: share(0.3, "of turns on plus and pro ask for the thorough model"),
  blocking: within([1e-6, 0.2], amount(0.001, "share", "of turns at the peak that may be refused for lack of a place")),
  redisUsdPerMillion: amount(
    2,
    "USD",
    "Upstash list price per million commands, pay as you go; check it before you rely on it",
  ),
  convexUsdPerMillion: amount(2, "USD", "Convex list price per million function calls; check it before you rely on it"),
  storageUsdPerGbMonth: amount(0.2, "USD", "Convex list price per GB and month; check it before you rely on it"),
  coreUsdPerHour: amount(
    0.13,
    "USD",
    "list price of one core for an hour on serverless platforms; check it before you rely on it",
  ),
  redisCommandsPerSecond: within(
    [1, 10_000_000],
    amount(10_000, "commands/s", "what one Upstash database handles; check it before you rely on it"),
  ),
  targetUtilisation: share(0.7, "planned utilisation of a core, a process or a database"),
} as const satisfies Readonly<Record<string, Assumption>>;

export type InputName = keyof typeof ASSUMPTIONS;
export type Inputs = Readonly<Record<InputName, number>>;

// safe because the keys are those of ASSUMPTIONS
export const INPUT_NAMES = Object.keys(ASSUMPTIONS) as readonly InputName[];

export class InputError extends Error {}

/** The defaults, with each `name=value` applied. Throws an InputError that names the problem. */
export function readInputs(settings: readonly string[]): Inputs {
  // safe because every name gets its default
  const inputs = Object.fromEntries(INPUT_NAMES.map((name) => [name, ASSUMPTIONS[name].value])) as Record<
    InputName,
    number
  >;
  for (const setting of settings) {
    const [name = "", text = ""] = setting.split("=");
    const known = INPUT_NAMES.find((one) => one === name);
    if (!known) throw new InputError(`There is no input ${name}. Inputs: ${INPUT_NAMES.join(", ")}.`);
    const value = Number(text);
    const [smallest, largest] = ASSUMPTIONS[known].range;
    if (text.trim() === "" || !(value >= smallest && value <= largest))
      throw new InputError(`${known} must be a number from ${smallest} to ${largest}.`);
    inputs[known] = value;
  }
  if (planShares(inputs).guest < 0)
    throw new InputError("freeShare, plusShare and proShare are more than all users together.");
  return inputs;
}

function share(value: number, why: string): Assumption {
  return { value, unit: "share", range: [0, 1], why };
}

function amount(value: number, unit: string, why: string): Assumption {
  return { value, unit, range: [0, 1_000_000], why };
}

function within(range: Assumption["range"], assumption: Assumption): Assumption {
  return { ...assumption, range };
}
