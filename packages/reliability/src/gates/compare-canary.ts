import type { PastReport } from "../drills/report-files.ts";
import type { CanaryPolicy } from "./pass-criteria.ts";

export type Decision = "promote" | "roll-back" | "not-enough-calls";

export interface Comparison {
  readonly decision: Decision;
  /** What caused a rollback, or what is missing. */
  readonly reasons: readonly string[];
}

interface Side {
  readonly calls: number;
  readonly measured: Readonly<Record<string, number | null>>;
}

/**
 * Compares a candidate with the control. A share is worse when it differs by more than the policy allows and by more than chance explains
 * (two-proportion z-test, one-sided); a percentile when its ratio exceeds the policy's.
 */
export function compareCanary(control: PastReport, candidate: PastReport, policy: CanaryPolicy): Comparison {
  const [a, b] = [sideOf(control), sideOf(candidate)];
  const few = Math.min(a.calls, b.calls);
  if (few < policy.leastCalls) {
    return {
      decision: "not-enough-calls",
      reasons: [`${few} calls on one side, at least ${policy.leastCalls} are needed`],
    };
  }
  const { rollback, confidence } = policy;
  const worse = (name: string, most: number, sign: 1 | -1): readonly string[] => {
    const [before, after] = [a.measured[name], b.measured[name]];
    if (typeof before !== "number" || typeof after !== "number") return [];
    const change = (after - before) * sign;
    if (
      change <= most ||
      !isSignificant({ share: before, calls: a.calls }, { share: after, calls: b.calls }, confidence)
    )
      return [];
    return [`${name} ${percent(before)} before, ${percent(after)} now: worse by more than ${percent(most)}`];
  };
  const slower = (name: string, most: number): readonly string[] => {
    const [before, after] = [a.measured[name], b.measured[name]];
    if (typeof before !== "number" || typeof after !== "number" || after <= before * most) return [];
    return [`${name} ${Math.round(before)} ms before, ${Math.round(after)} ms now: more than ${most} times`];
  };
  const reasons = [
    ...worse("availability", rollback.availabilityDropAtMost, -1),
    ...worse("serverErrors", rollback.serverErrorsRiseAtMost, 1),
    ...worse("networkErrors", rollback.networkErrorsRiseAtMost, 1),
    ...slower("firstTokenP95", rollback.firstTokenP95RatioAtMost),
    ...slower("completionP95", rollback.completionP95RatioAtMost),
  ];
  return { decision: reasons.length > 0 ? "roll-back" : "promote", reasons };
}

/** The steady phase of the group `people`: the last one of a chat drill. */
function sideOf({ phases }: PastReport): Side {
  const last = phases.findLast(({ group }) => group === "people");
  return last ?? { calls: 0, measured: {} };
}

function isSignificant(
  a: { readonly share: number; readonly calls: number },
  b: { readonly share: number; readonly calls: number },
  confidence: number,
): boolean {
  const pooled = (a.share * a.calls + b.share * b.calls) / (a.calls + b.calls);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / a.calls + 1 / b.calls));
  return error > 0 && Math.abs(a.share - b.share) / error > quantileOfNormal(confidence);
}

/** Abramowitz and Stegun 26.2.23, absolute error below 4.5e-4. */
function quantileOfNormal(p: number): number {
  const t = Math.sqrt(-2 * Math.log(1 - p));
  return t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`;
}
