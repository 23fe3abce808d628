import type { Tally } from "./tally.ts";

/** One step of `pnpm test`. */
export interface Check {
  readonly name: string;
  run(): Promise<CheckResult>;
}

export interface CheckResult {
  readonly tally: Tally;
  /** Output to show when it failed. */
  readonly output: string;
  /** Duration of each of its test files. */
  readonly files?: readonly FileTime[];
  /** A line for each failed test; without them the check's name stands for its failure. */
  readonly failures?: readonly string[];
}

export interface FileTime {
  readonly file: string;
  readonly seconds: number;
}

/** A check that has run. */
export interface CheckRun extends Pick<CheckResult, "tally"> {
  readonly name: string;
  readonly seconds: number;
  readonly files: readonly FileTime[];
  /** A line for each failure. */
  readonly failures: readonly string[];
}
