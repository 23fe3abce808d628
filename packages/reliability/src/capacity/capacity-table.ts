import { figure } from "./format.ts";
import { unitsFor, usersAt, type CountedAs, type Model, type Units } from "./closed-form.ts";
import { MILESTONES } from "./milestones.ts";

const ROWS: readonly (readonly [unit: keyof Units, label: string])[] = [
  ["registered", "registered users"],
  ["mau", "monthly users"],
  ["dau", "daily users"],
  ["turnsPerDay", "turns per day"],
  ["turnsPerSecond", "turns per second, busiest minute"],
  ["meanStreams", "open streams, mean of that minute"],
  ["peakStreams", "peak concurrent streams (places needed)"],
  ["requestsPerSecond", "API requests per second, p99.9 of that minute"],
  ["webhooksPerDay", "webhooks per day"],
  ["tokensPerMinute", "tokens per minute, busiest"],
  ["tokensPerDay", "tokens per day"],
  ["spendPerDayUsd", "model spend per day, USD"],
  ["cacheSavingPerThousandTurnsUsd", "saved by the provider's prompt cache per 1,000 turns, USD"],
  ["redisCommandsPerDay", "Redis commands per day"],
  ["redisCommandsPerSecond", "Redis commands per second, busiest"],
  ["convexCallsPerDay", "Convex calls per day"],
  ["convexCallsPerSecond", "Convex calls per second, busiest"],
  ["storageGb", "storage, GB"],
  ["hostCores", "cores for streaming"],
  ["hostMemoryGb", "memory for open streams, GB"],
  ["platformPerDayUsd", "platform cost per day, USD"],
  ["usdPerTurn", "total cost per turn, USD"],
  ["usdPerMonthlyUser", "total cost per monthly user and month, USD"],
];

export interface Column {
  readonly name: string;
  readonly units: Units;
}

/** A column for each milestone, with the number of users whose peak fills it, and one for the number of users asked for. */
export function columnsFor(model: Model, asked: readonly { users: number; countedAs: CountedAs }[]): readonly Column[] {
  const milestones = MILESTONES.map(({ name, streams }) => ({
    name: `${name}: ${figure(streams)} streams`,
    units: unitsFor(usersAt("peakStreams", streams, model), "registered", model),
  }));
  const names: Readonly<Record<CountedAs, string>> = { registered: "registered", mau: "a month", dau: "a day" };
  return [
    ...milestones,
    ...asked.map(({ users, countedAs }) => ({
      name: `${figure(users)} ${names[countedAs]}`,
      units: unitsFor(users, countedAs, model),
    })),
  ];
}

export function capacityRows(columns: readonly Column[]): {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
} {
  return {
    header: ["", ...columns.map(({ name }) => name)],
    rows: ROWS.map(([unit, label]) => [label, ...columns.map(({ units }) => figure(units[unit]))]),
  };
}
