import type { Place, ThresholdRow } from "../rows/place.ts";
import { between, only } from "../rows/spread.ts";
import { storedCopy } from "../rows/stored-copy.ts";
import { importDuty } from "./caricom-tariff.ts";
import { noThreshold } from "./no-threshold.ts";

const BUSINESS = storedCopy("businessbarbados.com");
const SHOPPERS = storedCopy("reddit.com/r/Barbados", "2025-05");
const DUTY_FREE = storedCopy("customsdutyfree.com");
const BAJAN_PACK = storedCopy("Bajan Pack: rates effective 2024-01-01", "2024-01-01");

const claim = {
  currency: "USD",
  basis: "FOB",
  over: "cliff",
  counts: "parcel",
  purposes: ["personal"],
  modes: ["air", "sea", "post"],
  confidence: "conflict",
} as const satisfies Partial<ThresholdRow>;

export const BARBADOS: Place = {
  code: "BB",
  name: "Barbados",
  currency: "BBD",
  thresholds: [
    {
      ...claim,
      amount: "75",
      sources: [storedCopy("cargolinkbarbados.com: rates, code#60875413424", "2026")],
      note: "No official page was found. The same courier's home page has US$30. On what the value is counted is not said.",
    },
    { ...claim, amount: "30", sources: [storedCopy("cargolinkbarbados.com: home page, code#60897102852", "2026")] },
    noThreshold({
      sources: [storedCopy("goodhopefreight.com"), DUTY_FREE],
      confidence: "conflict",
      note: "No duty-free value.",
    }),
  ],
  flatRates: [],
  deemedInsurance: [],
  charges: [
    importDuty({
      for: ["clothing"],
      rate: between("20", "60"),
      sources: [BUSINESS, SHOPPERS],
      confidence: "conflict",
      note: "20 % for most goods; SI 2019-57 has 60 % for clothing and furniture, by a shopper's account.",
    }),
    importDuty({
      for: ["laptops"],
      rate: between("0", "5"),
      sources: [DUTY_FREE],
      confidence: "weak",
      note: "0 to 5 % for computers and what belongs to them.",
    }),
    importDuty({
      for: ["phones", "televisions", "headphones", "shoes", "cosmetics", "perfume", "toys", "kitchen-appliances"],
      rate: only("20"),
      sources: [BUSINESS],
      confidence: "weak",
      note: "The general rate: no page names the duty of these goods.",
    }),
    importDuty({
      rate: only("20"),
      sources: [BUSINESS],
      confidence: "weak",
      note: "Generally most items; furniture 60 %.",
    }),
    {
      kind: "percent",
      code: "ENV",
      name: "environmental levy",
      to: "customs",
      rate: between("0", "1"),
      base: only(["CIF"]),
      sources: [BUSINESS, storedCopy("code#66984687247", "2026-09")],
      confidence: "weak",
      note: "1 % on an undated page; not in most shoppers' bills.",
    },
    {
      kind: "percent",
      code: "VAT",
      name: "value added tax",
      to: "customs",
      rate: only("17.5"),
      base: only(["CIF", "ID", "ENV"]),
      sources: [BUSINESS, storedCopy("overinaway.com"), storedCopy("PwC tax summary")],
      confidence: "solid",
    },
    {
      kind: "fixed",
      code: "ENTRY",
      name: "entry processing",
      to: "customs",
      per: "entry",
      amount: only("5"),
      currency: "USD",
      sources: [BAJAN_PACK, DUTY_FREE],
      confidence: "good",
      from: "2024-01-01",
    },
    {
      kind: "percent",
      code: "FXF",
      name: "foreign exchange fee",
      to: "bank",
      rate: only("2"),
      base: only(["PAID"]),
      sources: [SHOPPERS],
      confidence: "good",
      note: "On what the card is charged in a foreign currency.",
    },
  ],
  exemptions: [],
  permits: [],
  notes: [
    {
      says: "The official calculator is at asycuda.customs.gov.bb; the courier pays customs and bills the shopper.",
      sources: [storedCopy("cargolinkbarbados.com: rates, code#60875413424", "2026")],
      confidence: "good",
    },
    {
      says: "Parcels by post are dutiable too.",
      sources: [storedCopy("gisbarbados.gov.bb")],
      confidence: "good",
    },
  ],
};
