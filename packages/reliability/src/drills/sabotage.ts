import type { Drill, Sabotage } from "./drill.ts";
import type { DrillReport } from "./run-drill.ts";
import { verdictsOf } from "./verdicts-of.ts";

/** The drill with its promise broken. By another name: its reports spend nobody's error budget. */
export function sabotaged(drill: Drill): Drill {
  const { what, over } = drill.sabotage;
  return { ...drill, ...over, name: `${drill.name}-sabotaged`, what: `${drill.what} Sabotage: ${what}` };
}

/** Red is not enough: what was sabotaged has to be what was measured to be broken. */
export function hasNoticed(
  report: Pick<DrillReport, "phases" | "wholeVerdicts">,
  { breaks }: Pick<Sabotage, "breaks">,
): boolean {
  return verdictsOf(report).some(({ indicator, ok, measured }) => indicator === breaks && !ok && measured !== null);
}
