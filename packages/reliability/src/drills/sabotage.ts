import type { Drill, Sabotage } from "./drill.ts";
import type { DrillReport } from "./run-drill.ts";
import { verdictsOf } from "./verdicts-of.ts";

/** The drill without its protection. It has another name, so that its reports spend no error budget. */
export function sabotaged(drill: Drill): Drill {
  const { what, over } = drill.sabotage;
  return { ...drill, ...over, name: `${drill.name}-sabotaged`, what: `${drill.what} Sabotage: ${what}` };
}

/** Being red is not enough: the sabotaged SLO must have been measured and failed. */
export function hasNoticed(
  report: Pick<DrillReport, "phases" | "wholeVerdicts">,
  { breaks }: Pick<Sabotage, "breaks">,
): boolean {
  return verdictsOf(report).some(({ indicator, ok, measured }) => indicator === breaks && !ok && measured !== null);
}
