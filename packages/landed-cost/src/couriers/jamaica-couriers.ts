import type { Courier } from "../rows/courier.ts";
import { only } from "../rows/spread.ts";
import { storedCopy } from "../rows/stored-copy.ts";

export const JAMAICA_COURIERS: readonly Courier[] = [
  {
    id: "tara",
    name: "Tara",
    place: "JM",
    mode: "air",
    currency: "USD",
    tiers: [
      { upToLb: "2", flat: "4.00" },
      { upToLb: "5", flat: "13.00" },
      { upToLb: null, flat: "13.00", perLbAbove: "2.00" },
    ],
    firstStep: "pound",
    volumetricDivisor: null,
    fees: [{ name: "handling", amount: only("5.00"), currency: "USD", per: "parcel" }],
    sources: [storedCopy("taracan.com")],
    confidence: "weak",
    note: "Oversize 14.00, and delivery of J$300 in Kingston or J$850 elsewhere, are not counted.",
  },
];
