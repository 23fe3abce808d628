import type { Courier } from "./courier.ts";
import type { PegRow } from "./peg.ts";
import type { Place } from "./place.ts";

/** All facts that an estimate is computed from. */
export interface Rows {
  readonly places: readonly Place[];
  readonly couriers: readonly Courier[];
  readonly pegs: readonly PegRow[];
}
