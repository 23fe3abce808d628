import type { Verdict } from "../slo/slo.ts";
import type { DrillReport } from "./run-drill.ts";

/** All verdicts of a drill, each saying of which phase and group it is. */
export function verdictsOf({
  phases,
  wholeVerdicts,
}: Pick<DrillReport, "phases" | "wholeVerdicts">): readonly Verdict[] {
  const inPhases = phases.flatMap(({ phase, group, verdicts }) =>
    verdicts.map((verdict) => ({ ...verdict, says: `${phase}, ${group}: ${verdict.says}` })),
  );
  return [...inPhases, ...wholeVerdicts];
}
