import type { Outcome } from "./outcome.ts";

/** A phase of a drill that has run. Times are since the drill began. */
export interface StartedPhase {
  readonly startMs: number;
  /** Whether something broke or was repaired when it began. */
  readonly changes: boolean;
  readonly graceMs: number;
}

/** The calls of one phase. */
export interface BookedCalls {
  /** Running when the phase's change happened. */
  readonly running: readonly Outcome[];
  /** Begun in the phase, after its grace, and ended before the next change. */
  readonly begun: readonly Outcome[];
}

/**
 * The one rule for the phase that a call is judged in: the last phase whose change happened while the call was running; without one, the
 * phase in which the call began. So a call cut by an outage is judged in the outage, and a call that outlives an outage in the recovery,
 * apart from those that began in it. Calls that began in a phase's grace are not judged.
 */
export function bookCalls(phases: readonly StartedPhase[], outcomes: readonly Outcome[]): readonly BookedCalls[] {
  const booked = phases.map(() => ({ running: [] as Outcome[], begun: [] as Outcome[] }));
  for (const outcome of outcomes) {
    const { atMs, tookMs } = outcome;
    const change = phases.findLastIndex(
      ({ startMs, changes }) => changes && atMs < startMs && startMs <= atMs + tookMs,
    );
    if (change >= 0) {
      booked[change]?.running.push(outcome);
      continue;
    }
    const began = Math.max(
      0,
      phases.findLastIndex(({ startMs }) => startMs <= atMs),
    );
    const phase = phases[began];
    if (phase && atMs >= phase.startMs + phase.graceMs) booked[began]?.begun.push(outcome);
  }
  return booked;
}
