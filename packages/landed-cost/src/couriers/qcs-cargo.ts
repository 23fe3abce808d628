import type { Courier } from "../rows/courier.ts";
import { only } from "../rows/spread.ts";
import { storedCopy } from "../rows/stored-copy.ts";

const PER_LB: Readonly<Record<string, string>> = { BB: "4.00", GY: "3.50", JM: "3.75", TT: "3.50" };

/** One courier with one list for several places. */
export const QCS_CARGO: readonly Courier[] = Object.entries(PER_LB).map(([place, perLb]) => ({
  id: "qcs-cargo",
  name: "QCS Cargo (New Jersey)",
  place,
  mode: "air",
  currency: "USD",
  tiers: [{ upToLb: null, perLb }],
  firstStep: "pound",
  volumetricDivisor: "166",
  minimum: "15.00",
  fees: [{ name: "customs clearance", amount: only("35.00"), currency: "USD", per: "parcel" }],
  sources: [storedCopy("code#10994146210", "2024-12")],
  confidence: "weak",
  note: "Insurance of 2 % (at least 5.00) and discounts from 100 lb are not counted.",
}));
