import type { Finding } from "./check.ts";

/** The result of a check that needs a turn when there was none. */
export const noTurn: Finding = { outcome: "not checked", says: "no turn was answered", mend: "Mend the turn first." };
