import type { FinishTurn } from "@sendcat/shared-types";
import type { Answer } from "./storeAnswer.ts";

/** How a turn ended, and what it is charged. */
export interface TurnEnding extends Omit<FinishTurn, "turnId" | "totalMs">, Answer {
  /** Its worker is dead, so Redis has not been told. */
  readonly isLost?: boolean;
}
