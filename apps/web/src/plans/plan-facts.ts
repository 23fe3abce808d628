import {
  PAID_PLANS,
  windowName,
  type Currency,
  type PlanLimits,
  type PlanName,
  type Policy,
} from "@sendcat/shared-types";
import { PLAN_LABELS } from "./plan-labels.ts";

/** One plan, in the words that the plans page shows. */
export interface PlanFacts {
  readonly name: PlanName;
  readonly label: string;
  readonly line: string;
  readonly facts: readonly string[];
  /** Price a month, by currency; null for a free plan. */
  readonly price: Readonly<Record<Currency, string>> | null;
}

const LINES: Readonly<Record<PlanName, string>> = {
  guest: "No account needed.",
  free: "A free account.",
  plus: "For households that order every week.",
  pro: "For people who shop for others.",
};
const HOUR_SECONDS = 3_600;
const YEAR_DAYS = 365;

export function planFacts(policy: Pick<Policy, "plans" | "models" | "prices">): readonly PlanFacts[] {
  // safe because the record's keys are plan names
  const plans = Object.entries(policy.plans) as [PlanName, PlanLimits][];
  return plans.map(([name, limits]) => ({
    name,
    label: PLAN_LABELS[name],
    line: LINES[name],
    facts: factsOf(limits, policy),
    price: priceOf(name, policy),
  }));
}

function priceOf(name: PlanName, { prices }: Pick<Policy, "prices">): PlanFacts["price"] {
  const paid = PAID_PLANS.find((plan) => plan === name);
  if (!paid) return null;
  return { usd: `US$${money(prices[paid].usd)}`, jmd: `J$${money(prices[paid].jmd)}` };
}

/** Formats cents as dollars; whole dollars are shown without cents. */
function money(minor: number): string {
  const digits = minor % 100 === 0 ? 0 : 2;
  return (minor / 100).toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function factsOf(limits: PlanLimits, { models }: Pick<Policy, "models">): string[] {
  const { turnsPerDay, window, maxInFlight } = limits;
  const per = window.seconds === HOUR_SECONDS ? "an hour" : windowName(window.seconds).replace("the last", "in");
  const labels = limits.models.flatMap((model) => models[model]?.label ?? []);
  return [
    `${count(turnsPerDay)} ${turnsPerDay === 1 ? "message" : "messages"} a day, up to ${count(window.turns)} ${per}`,
    maxInFlight === 1 ? "One answer at a time" : `${maxInFlight} answers at the same time`,
    labels.length === 1 ? `${labels[0]} answers` : `${labels.slice(0, -1).join(", ")} and ${labels.at(-1)} answers`,
    keptFor(limits.retentionDays),
  ];
}

function keptFor(days: number | null): string {
  if (days === null) return "Conversations kept as long as you want";
  return days === YEAR_DAYS ? "Conversations kept for a year" : `Conversations kept for ${count(days)} days`;
}

function count(value: number): string {
  return value.toLocaleString("en");
}
