import { windowName } from "../quota/window-name.ts";
import type { PlanLimits, PlanName, Policy } from "@sendcat/shared-types";

/** One plan as a shopper compares it. */
export interface PlanFacts {
  readonly name: PlanName;
  readonly label: string;
  readonly line: string;
  readonly facts: readonly string[];
}

const LINES: Readonly<Record<PlanName, { readonly label: string; readonly line: string }>> = {
  guest: { label: "Guest", line: "No account, nothing to fill in." },
  free: { label: "Free", line: "An account of your own." },
  plus: { label: "Plus", line: "For households that order every week." },
  pro: { label: "Pro", line: "For people who shop for others." },
};
const HOUR_SECONDS = 3_600;

export function planFacts(policy: Pick<Policy, "plans" | "models">): readonly PlanFacts[] {
  // safe because the record's keys are plan names
  const plans = Object.entries(policy.plans) as [PlanName, PlanLimits][];
  return plans.map(([name, limits]) => ({ name, ...LINES[name], facts: factsOf(limits, policy) }));
}

function factsOf(limits: PlanLimits, { models }: Pick<Policy, "models">): string[] {
  const { turnsPerDay, window, maxInFlight } = limits;
  const per = window.seconds === HOUR_SECONDS ? "an hour" : windowName(window.seconds).replace("the last", "in");
  const labels = limits.models.flatMap((model) => models[model]?.label ?? []);
  return [
    `${count(turnsPerDay)} messages a day, up to ${count(window.turns)} ${per}`,
    maxInFlight === 1 ? "One answer at a time" : `${maxInFlight} answers at the same time`,
    labels.length === 1 ? `${labels[0]} answers` : `${labels.slice(0, -1).join(", ")} and ${labels.at(-1)} answers`,
  ];
}

function count(value: number): string {
  return value.toLocaleString("en");
}
