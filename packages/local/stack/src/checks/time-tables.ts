import type { FileTime } from "./check.ts";

const SHOWN = 10;

export interface Stage {
  readonly name: string;
  readonly seconds: number;
}

/** The slowest test files, as lines of text. */
export function slowestFiles(files: readonly FileTime[]): readonly string[] {
  const slowest = files.toSorted((a, b) => b.seconds - a.seconds).slice(0, SHOWN);
  if (slowest.length === 0) return [];
  const all = files.reduce((sum, { seconds }) => sum + seconds, 0);
  return [
    `The slowest ${slowest.length} of ${files.length} test files, which took ${inWords(all)} together:`,
    ...slowest.map(({ file, seconds }) => line(seconds, file)),
  ];
}

/** The duration of each stage, as lines of text. */
export function stageTimes(stages: readonly Stage[]): readonly string[] {
  const all = stages.reduce((sum, { seconds }) => sum + seconds, 0);
  return [`The run took ${inWords(all)}:`, ...stages.map(({ name, seconds }) => line(seconds, name))];
}

/** `7 s`, `12 min 5 s`. */
export function inWords(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

function line(seconds: number, what: string): string {
  return `${seconds.toFixed(1).padStart(8)} s  ${what}`;
}
