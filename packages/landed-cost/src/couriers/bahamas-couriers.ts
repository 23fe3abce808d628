import type { Courier } from "../rows/courier.ts";
import { storedCopy } from "../rows/stored-copy.ts";

export const BAHAMAS_COURIERS: readonly Courier[] = [
  {
    id: "cubix",
    name: "Cubix",
    place: "BS",
    mode: "air",
    currency: "USD",
    tiers: [
      { upToLb: "4.99", flat: "10.00" },
      { upToLb: null, perLb: "2.00" },
    ],
    firstStep: "pound",
    volumetricDivisor: "139",
    fees: [],
    servicesTaxPercent: "10",
    sources: [storedCopy("cubixbah.com")],
    confidence: "weak",
    note: "Pick-ups in Florida are not counted.",
  },
];
