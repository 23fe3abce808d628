import type { LongSuite } from "@sendcat/test-depth";
import type { DeepRecords } from "./deep-report.ts";

export interface DeepChoice {
  /** Suites to run, in this order. */
  readonly run: readonly LongSuite[];
  /** Changed since their last green report, but there is no time for them. */
  readonly leftOut: readonly LongSuite[];
  /** Their code has not changed since their last green report. */
  readonly unchanged: readonly LongSuite[];
}

export interface DeepQuestion {
  readonly suites: readonly LongSuite[];
  readonly records: DeepRecords;
  /** Digest of what each suite would run on now, by suite name. */
  readonly hashes: Readonly<Record<string, string>>;
  readonly budgetSeconds: number;
}

/** Assumed duration of a suite without a measured run. */
const UNMEASURED_SECONDS = 300;

/** Expected duration of a long suite, from its last run. */
export function expectedSeconds(suite: LongSuite, records: DeepRecords): number {
  return records[suite.name]?.seconds ?? UNMEASURED_SECONDS;
}

/** Chooses the long suites to run: those whose code has changed, the oldest report first, as many as fit. */
export function chooseDeep({ suites, records, hashes, budgetSeconds }: DeepQuestion): DeepChoice {
  const isUnchanged = ({ name }: LongSuite) => records[name]?.inputs === hashes[name];
  const age = ({ name }: LongSuite) => records[name]?.endedAt ?? "";
  const run: LongSuite[] = [];
  const leftOut: LongSuite[] = [];
  let leftSeconds = budgetSeconds;
  const changed = suites.filter((suite) => !isUnchanged(suite));
  for (const suite of changed.toSorted((a, b) => age(a).localeCompare(age(b)))) {
    const seconds = expectedSeconds(suite, records);
    if (seconds > leftSeconds) leftOut.push(suite);
    else {
      run.push(suite);
      leftSeconds -= seconds;
    }
  }
  return { run, leftOut, unchanged: suites.filter(isUnchanged) };
}
