import type { Place } from "../rows/place.ts";
import { between, only } from "../rows/spread.ts";
import { storedCopy } from "../rows/stored-copy.ts";
import { importDuty } from "./caricom-tariff.ts";
import { noThreshold } from "./no-threshold.ts";

const COSTS = storedCopy("caymancosts.com");

export const CAYMAN: Place = {
  code: "KY",
  name: "Cayman Islands",
  currency: "KYD",
  thresholds: [
    noThreshold({
      sources: [storedCopy("secureship.ca")],
      confidence: "weak",
      note: "None was found for purchases. Gifts up to US$50 are free.",
    }),
  ],
  flatRates: [],
  deemedInsurance: [],
  charges: [
    importDuty({
      rate: between("10", "30", "22"),
      sources: [COSTS, storedCopy("customsdutyfree.com")],
      confidence: "good",
      note: "22 % is typical; the rates of single goods were not found.",
    }),
    {
      kind: "percent",
      code: "ENV",
      name: "environmental levy",
      to: "customs",
      rate: only("1"),
      base: only(["CIF"]),
      sources: [COSTS],
      confidence: "good",
    },
    {
      kind: "fixed",
      code: "PACKAGE",
      name: "package tax",
      to: "customs",
      per: "entry",
      amount: between("2", "5"),
      currency: "KYD",
      modes: ["air"],
      sources: [storedCopy("cbc.gov.ky"), COSTS],
      confidence: "good",
    },
  ],
  exemptions: [],
  permits: [],
  notes: [],
};
