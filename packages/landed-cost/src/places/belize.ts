import type { Place } from "../rows/place.ts";
import { only } from "../rows/spread.ts";
import { storedCopy } from "../rows/stored-copy.ts";
import { caricomDuties } from "./caricom-tariff.ts";
import { noThreshold } from "./no-threshold.ts";

const CUSTOMS = storedCopy("customs.gov.bz");

export const BELIZE: Place = {
  code: "BZ",
  name: "Belize",
  currency: "BZD",
  thresholds: [
    noThreshold({
      sources: [storedCopy("collected pages on Belize")],
      confidence: "weak",
      note: "None is proven. BZ$500 is on a page that has other errors [goodhopefreight.com], and is not counted.",
    }),
  ],
  flatRates: [],
  deemedInsurance: [],
  charges: [
    ...caricomDuties(),
    {
      kind: "percent",
      code: "ENV",
      name: "environmental tax",
      to: "customs",
      rate: only("3"),
      base: only(["CIF"]),
      sources: [CUSTOMS],
      confidence: "solid",
    },
    {
      kind: "percent",
      code: "GST",
      name: "general sales tax",
      to: "customs",
      rate: only("12.5"),
      base: only(["CIF", "ID", "ENV"]),
      sources: [CUSTOMS],
      confidence: "solid",
      note: "Its base also has revenue replacement duty and excise, which only some goods pay; their rates were not found.",
    },
  ],
  exemptions: [],
  permits: [],
  notes: [{ says: "A broker is needed only above BZ$200.", sources: [storedCopy("belize.org")], confidence: "weak" }],
};
