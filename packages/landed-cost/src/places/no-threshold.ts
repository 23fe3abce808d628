import type { ThresholdRow } from "../rows/place.ts";
import type { Fact } from "../rows/source.ts";

/** The claim that goods are dutiable whatever their value. */
export function noThreshold(fact: Fact, purposes: ThresholdRow["purposes"] = ["personal", "commercial"]): ThresholdRow {
  return {
    amount: "0",
    currency: "USD",
    basis: "FOB",
    over: "cliff",
    counts: "parcel",
    purposes,
    modes: ["air", "sea", "post"],
    ...fact,
  };
}
