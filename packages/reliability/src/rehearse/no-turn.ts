import type { Finding } from "./check.ts";

/** What follows a turn has nothing to look at without one. */
export const noTurn: Finding = { outcome: "not checked", says: "no turn was answered", mend: "Mend the turn first." };
