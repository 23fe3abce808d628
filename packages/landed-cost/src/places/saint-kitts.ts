import { percentage } from "../rows/charge-row.ts";
import type { Place } from "../rows/place.ts";
import { only } from "../rows/spread.ts";
import { storedCopy } from "../rows/stored-copy.ts";
import { importDuty } from "./caricom-tariff.ts";
import { noThreshold } from "./no-threshold.ts";

const CUSTOMS = storedCopy("skncustoms.com: PageID 277");
const HOLIDAY = storedCopy("sknsource.com", "2025-01-03");
const BACK = storedCopy("timescaribbeanonline.com, quoting the Inland Revenue Department", "2025-07-01");

const vat = percentage({ code: "VAT", name: "value added tax", to: "customs", base: only(["CIF", "ID", "CSC"]) });

export const SAINT_KITTS: Place = {
  code: "KN",
  name: "Saint Kitts and Nevis",
  currency: "XCD",
  thresholds: [
    noThreshold({
      sources: [storedCopy("skncustoms.com: PageID 288")],
      confidence: "good",
      note: "None was found outside December; online goods are dutiable.",
    }),
    {
      amount: "540",
      currency: "XCD",
      basis: "CIF",
      over: "excess",
      counts: "arrival",
      purposes: ["personal"],
      modes: ["air", "sea", "post"],
      sources: [storedCopy("sknis.gov.kn", "2021-01-01")],
      confidence: "good",
      note: "A concession of December that returns in many years; each year must be confirmed.",
      from: "2020-12-01",
      until: "2021-01-31",
    },
  ],
  flatRates: [],
  deemedInsurance: [],
  charges: [
    importDuty({
      for: ["clothing", "shoes", "kitchen-appliances"],
      rate: only("25"),
      sources: [CUSTOMS],
      confidence: "solid",
    }),
    importDuty({ for: ["laptops"], rate: only("0"), sources: [CUSTOMS], confidence: "solid" }),
    importDuty({
      rate: only("25"),
      sources: [CUSTOMS],
      confidence: "good",
      note: "The majority of goods; the tariff goes from 0 to 70 %.",
    }),
    {
      kind: "percent",
      code: "CSC",
      name: "customs service charge",
      to: "customs",
      rate: only("6"),
      base: only(["CIF"]),
      sources: [CUSTOMS],
      confidence: "solid",
    },
    vat({ rate: only("17"), sources: [CUSTOMS, HOLIDAY], confidence: "solid", until: "2024-12-31" }),
    vat({ rate: only("13"), sources: [HOLIDAY, BACK], confidence: "solid", from: "2025-01-01", until: "2025-06-30" }),
    vat({ rate: only("17"), sources: [BACK, CUSTOMS], confidence: "solid", from: "2025-07-01" }),
  ],
  exemptions: [],
  permits: [],
  notes: [],
};
