import type { Outcome } from "./outcome.ts";

/** A phase of a drill that has been run. Times are since the drill began. */
export interface StartedPhase {
  readonly startMs: number;
  /** Something broke or was mended when it began. */
  readonly changes: boolean;
  readonly graceMs: number;
}

/** The calls of one phase. */
export interface BookedCalls {
  /** Under way when the phase's change came. */
  readonly running: readonly Outcome[];
  /** Begun in the phase, after its grace, and ended before the next change. */
  readonly begun: readonly Outcome[];
}

/**
 * The one rule of which phase answers for a call: the last phase whose change came while the call was running; if there was none, the phase in
 * which the call began. So a call that a break cuts is the break's, and a call that outlives an outage is the recovery's, apart from those
 * that began in it. Calls that began in a phase's grace are nobody's.
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
