import type { Tally } from "./tally.ts";

/** One step of `pnpm test`. */
export interface Check {
  readonly name: string;
  run(): Promise<CheckResult>;
}

export interface CheckResult {
  readonly tally: Tally;
  /** What to show when it failed. */
  readonly output: string;
}
