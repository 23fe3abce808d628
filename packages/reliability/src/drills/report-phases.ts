import { judge, type Measured, type Verdict } from "../verdicts/judge.ts";
import { bookCalls } from "./book-calls.ts";
import type { GroupPlan, Phase } from "./drill.ts";
import { measure } from "./measure.ts";
import type { Outcome, Second } from "./outcome.ts";

export interface PhaseReport {
  readonly phase: string;
  readonly group: string;
  readonly calls: number;
  readonly measured: Measured;
  readonly verdicts: readonly Verdict[];
}

/** What a drill's callers and its clock recorded. */
export interface Seen {
  readonly outcomes: readonly Outcome[];
  /** When each phase began, milliseconds since the drill did. */
  readonly starts: readonly number[];
  readonly seconds: readonly Second[];
}

/**
 * Every phase judged, by group: first the calls that were running when its change happened, if it has SLOs for them, then those that began
 * in it.
 */
export function reportPhases(
  phases: readonly Phase[],
  plans: readonly GroupPlan[],
  { outcomes, starts, seconds }: Seen,
): readonly PhaseReport[] {
  const started = phases.map(({ begin, graceSeconds = 0 }, index) => ({
    startMs: starts[index] ?? 0,
    changes: begin !== undefined,
    graceMs: graceSeconds * 1_000,
  }));
  const booked = bookCalls(started, outcomes);
  return phases.flatMap((phase, index) => {
    const { running, begun } = booked[index] ?? { running: [], begun: [] };
    const openStreams = mostOpen(seconds, started[index]?.startMs ?? 0, starts[index + 1]);
    return plans.flatMap(({ name, users }) => {
      const of = (calls: readonly Outcome[]): readonly Outcome[] => calls.filter(({ group }) => group === name);
      const underWay = phase.running?.[name];
      const [cut, own] = [of(running), of(begun)];
      const measured = { ...measure(own, users), openStreams };
      const verdicts = judge(phase.slos[name] ?? {}, measured);
      const whole = { phase: phase.name, group: name, calls: own.length, measured, verdicts };
      if (!underWay) return [whole];
      const before = measure(cut, users);
      const under = { phase: `${phase.name}, calls under way`, group: name, calls: cut.length, measured: before };
      return [{ ...under, verdicts: judge(underWay, before) }, whole];
    });
  });
}

function mostOpen(seconds: readonly Second[], fromMs: number, untilMs = Number.POSITIVE_INFINITY): number {
  const during = seconds.filter(({ second }) => second * 1_000 >= fromMs && second * 1_000 < untilMs);
  return Math.max(0, ...during.map(({ open }) => open));
}
