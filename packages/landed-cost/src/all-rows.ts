import { ALL_COURIERS } from "./couriers/all-couriers.ts";
import { ALL_PEGS } from "./pegs/all-pegs.ts";
import { ALL_PLACES } from "./places/all-places.ts";
import type { Rows } from "./rows/rows.ts";

/** The facts as they stand. */
export const ALL_ROWS: Rows = { places: ALL_PLACES, couriers: ALL_COURIERS, pegs: ALL_PEGS };
