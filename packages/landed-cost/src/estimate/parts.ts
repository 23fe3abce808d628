import type { Side } from "../rows/spread.ts";
import type { Big } from "big.js";
import type { CustomsValue } from "./customs-value.ts";
import { add, type Sum } from "./sums.ts";

/** What charges are computed on, by name: FOB, FREIGHT, INSURANCE, CIF, PAID, and the charges so far. */
export type Parts = ReadonlyMap<string, Sum>;

export function partsOf({ fob, freight, insurance }: CustomsValue, paid: Sum): Map<string, Sum> {
  return new Map([
    ["FOB", fob],
    ["FREIGHT", freight],
    ["INSURANCE", insurance],
    ["CIF", add([fob, freight, insurance])],
    ["PAID", paid],
  ]);
}

/** The sum of the parts on one side; null where it is not settled. A charge that is not due here counts as nothing. */
export function sumOf(parts: Parts, names: readonly string[], side: Side): Big | null {
  return add(names.flatMap((name) => parts.get(name) ?? []))[side];
}
