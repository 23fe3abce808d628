import type { CheckResult, RehearsalReport } from "./run-rehearsal.ts";
import { OUTCOMES, type Outcome } from "./check.ts";
import { usd } from "./usd.ts";

const WIDTH = Math.max(...OUTCOMES.map((outcome) => outcome.length));

/** One line a check, and below it the step that mends it. */
export function renderResult({ outcome, part, name, says, mend }: CheckResult): string {
  const line = `${outcome.padEnd(WIDTH)}  ${part}: ${name}: ${says}`;
  return mend === undefined ? line : `${line}\n${" ".repeat(WIDTH)}  -> ${mend}`;
}

/** The last line: how many of each, and the price. */
export function renderTally({ origin, ok, results, costMicroUsd }: RehearsalReport): string {
  const count = (wanted: Outcome): number => results.filter(({ outcome }) => outcome === wanted).length;
  const tally = OUTCOMES.map((outcome) => `${count(outcome)} ${outcome}`).join(", ");
  const cost = costMicroUsd === null ? "" : ` It cost ${usd(costMicroUsd)}.`;
  return `${ok ? "green" : "red"}: ${origin}: ${tally}.${cost}`;
}
