import type { FlatRateRow, Place } from "../rows/place.ts";
import { between, only } from "../rows/spread.ts";
import { storedCopy } from "../rows/stored-copy.ts";
import { caricomDuties } from "./caricom-tariff.ts";

const CUSTOMS = storedCopy("customs.gov.dm: personal goods imported by courier");
const COLLECTED = storedCopy("customs.gov.dm: duties and taxes collected");
const DUTY_FREE = storedCopy("customsdutyfree.com");

export const DOMINICA: Place = {
  code: "DM",
  name: "Dominica",
  currency: "XCD",
  thresholds: [
    {
      amount: "150",
      currency: "XCD",
      basis: "CIF",
      over: "cliff",
      counts: "parcel",
      purposes: ["personal"],
      modes: ["air", "sea"],
      sources: [CUSTOMS, COLLECTED],
      confidence: "solid",
      note: "Freight and insurance count. That the whole value is dutiable above it is how the text reads; no page spells it out.",
      from: "2014-08-01",
    },
  ],
  flatRates: [
    {
      name: "flat rate",
      rate: "30",
      replaces: between<FlatRateRow["replaces"]["low"]>("all", ["ID"]),
      upTo: "1350",
      currency: "XCD",
      minHeadings: 3,
      itemUpTo: "150",
      counts: "parcel",
      sources: [CUSTOMS],
      confidence: "solid",
      note: "Whether it replaces import duty alone or every charge is not said.",
    },
  ],
  deemedInsurance: [],
  charges: [
    ...caricomDuties(),
    {
      kind: "percent",
      code: "CSC",
      name: "customs service charge",
      to: "customs",
      rate: only("3"),
      base: only(["CIF"]),
      sources: [DUTY_FREE],
      confidence: "weak",
      note: "The charge is official (SRO 7 of 2016); its rate is not.",
    },
    {
      kind: "percent",
      code: "ENV",
      name: "environmental surcharge",
      to: "customs",
      rate: between("1", "1.5"),
      base: only(["CIF"]),
      sources: [DUTY_FREE],
      confidence: "weak",
    },
    {
      kind: "percent",
      code: "VAT",
      name: "value added tax",
      to: "customs",
      rate: only("15"),
      base: only(["CIF", "ID", "CSC", "ENV"]),
      sources: [COLLECTED],
      confidence: "good",
    },
  ],
  exemptions: [],
  permits: [],
  notes: [],
};
