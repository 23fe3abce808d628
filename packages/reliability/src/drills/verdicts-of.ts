import type { Verdict } from "../verdicts/judge.ts";
import type { DrillReport } from "./run-drill.ts";

/** All verdicts of a drill, each with its phase and group. */
export function verdictsOf({
  phases,
  wholeVerdicts,
}: Pick<DrillReport, "phases" | "wholeVerdicts">): readonly Verdict[] {
  const inPhases = phases.flatMap(({ phase, group, verdicts }) =>
    verdicts.map((verdict) => ({ ...verdict, says: `${phase}, ${group}: ${verdict.says}` })),
  );
  return [...inPhases, ...wholeVerdicts];
}
