import { percentage } from "../rows/charge-row.ts";
import type { Place } from "../rows/place.ts";
import { between, only } from "../rows/spread.ts";
import { storedCopy } from "../rows/stored-copy.ts";
import { caricomDuties } from "./caricom-tariff.ts";
import { noThreshold } from "./no-threshold.ts";

const VAT_2017 = storedCopy("999wefm.com", "2017-05-02");
const READER_2026 = storedCopy("code#59656714246", "2026");
const CUSTOMS = storedCopy("customs.gov.vc: questions and answers");

const vat = percentage({ code: "VAT", name: "value added tax", to: "customs", base: only(["CIF", "ID", "CSC"]) });

export const SAINT_VINCENT: Place = {
  code: "VC",
  name: "Saint Vincent and the Grenadines",
  currency: "XCD",
  thresholds: [
    noThreshold({ sources: [storedCopy("secureship.ca")], confidence: "weak", note: "None, gifts included." }),
  ],
  flatRates: [],
  deemedInsurance: [],
  charges: [
    ...caricomDuties(),
    {
      kind: "percent",
      code: "CSC",
      name: "customs service charge",
      to: "customs",
      rate: between("4", "5"),
      base: only(["CIF"]),
      sources: [
        storedCopy("exportportal.com"),
        storedCopy("searchlight.vc", "2012-11-30"),
        storedCopy("customsdutyfree.com"),
      ],
      confidence: "conflict",
      note: "4 % agrees with an official total of 2012; one page has 5 %.",
    },
    vat({ rate: only("15"), sources: [VAT_2017], confidence: "solid", until: "2017-04-30" }),
    vat({
      for: ["laptops"],
      rate: between("0", "16"),
      sources: [READER_2026, VAT_2017],
      confidence: "weak",
      note: "Most computers and electronics pay none, by one program.",
      from: "2017-05-01",
    }),
    vat({ rate: only("16"), sources: [VAT_2017], confidence: "solid", from: "2017-05-01", until: "2025-12-31" }),
    vat({
      rate: between("15", "16", "15"),
      sources: [READER_2026, CUSTOMS, storedCopy("code#66984687247", "2026-09")],
      confidence: "conflict",
      note: "15 % again with the tax reform of 2026; its first day is not known.",
      from: "2026-01-01",
    }),
  ],
  exemptions: [],
  permits: [],
  notes: [],
};
