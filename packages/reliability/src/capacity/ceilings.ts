import { usersAt, type Model, type Units } from "./closed-form.ts";

/** A limit: the unit that reaches it, its value, and what to change when it is reached. */
export interface Ceiling {
  readonly name: string;
  readonly unit: keyof Units;
  readonly limit: number;
  readonly remedy: string;
  /** Registered users at which it is reached. */
  readonly users: number;
}

/** Open files of one process, as seen on Linux hosts; a stream needs two. */
const FILES_PER_PROCESS = 20_000;

/** Every ceiling, the one that is reached first at the start. */
export function ceilingsOf(model: Model): readonly Ceiling[] {
  const { admission, spend } = model.policy;
  const { redisCommandsPerSecond, targetUtilisation } = model.inputs;
  const all: readonly Omit<Ceiling, "users">[] = [
    {
      name: "money per day",
      unit: "spendPerDayUsd",
      limit: spend.perDayMicroUsd / 1e6,
      remedy: "`spend.perDayMicroUsd`; a cheaper model first (`spend.atCap`); fewer guest turns",
    },
    {
      name: "concurrent calls to OpenRouter",
      unit: "peakStreams",
      limit: admission.bulkheads["openrouter_chat"] ?? Infinity,
      remedy: "`admission.bulkheads.openrouter_chat`, as far as the provider's account allows",
    },
    {
      name: "turns in flight",
      unit: "peakStreams",
      limit: admission.maxInFlight,
      remedy: "`admission.maxInFlight`, and the next milestone's streaming strategy",
    },
    {
      name: "turns per second",
      unit: "turnsPerSecond",
      limit: admission.turnsPerSecond,
      remedy: "`admission.turnsPerSecond`",
    },
    {
      name: "one core for streaming",
      unit: "hostCores",
      limit: 1,
      remedy: "functions scale by themselves; `apps/stream`: SENDCAT_STREAM_WORKERS, then more machines",
    },
    {
      name: "open files of one process",
      unit: "peakStreams",
      limit: FILES_PER_PROCESS / 2,
      remedy: "more processes (SENDCAT_STREAM_WORKERS)",
    },
    {
      name: "one Redis database",
      unit: "redisCommandsPerSecond",
      limit: redisCommandsPerSecond * targetUtilisation,
      remedy: "a larger Upstash plan; then quotas by user shard",
    },
  ];
  return all
    .map((ceiling) => ({ ...ceiling, users: usersAt(ceiling.unit, ceiling.limit, model) }))
    .sort((a, b) => a.users - b.users);
}
