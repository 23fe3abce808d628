import type { ChargeRow } from "../rows/charge-row.ts";
import { holdsOn } from "../rows/source.ts";
import { only } from "../rows/spread.ts";
import type { Order } from "./order.ts";

/** A row for each charge, in the place's order: the one for these goods, else the general one. */
export function rowsInForce({ place, input, category, mode }: Order): readonly ChargeRow[] {
  const holding = place.charges.filter((row) => holdsOn(row, input.date) && (row.modes?.includes(mode) ?? true));
  const codes = [...new Set(place.charges.map(({ code }) => code))];
  return codes.flatMap((code) => {
    const rows = holding.filter((row) => row.code === code);
    const row = rows.find((one) => one.for?.includes(category)) ?? rows.find((one) => one.for === undefined);
    const percent = input.knownPercents?.[code];
    if (!row) return [];
    return [percent !== undefined && row.kind === "percent" ? { ...row, rate: only(percent) } : row];
  });
}
