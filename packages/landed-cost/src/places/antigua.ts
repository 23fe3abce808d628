import { percentage } from "../rows/charge-row.ts";
import type { Place } from "../rows/place.ts";
import { only } from "../rows/spread.ts";
import { storedCopy } from "../rows/stored-copy.ts";
import { caricomDuties } from "./caricom-tariff.ts";
import { noThreshold } from "./no-threshold.ts";

const ABST_2024 = storedCopy("antigua.news", "2024-03-18");
const BASE = "Its base was read in one program only.";

const abst = percentage({ code: "ABST", name: "sales tax", to: "customs", base: only(["CIF", "ID", "RRC"]) });

export const ANTIGUA: Place = {
  code: "AG",
  name: "Antigua and Barbuda",
  currency: "XCD",
  thresholds: [
    noThreshold({ sources: [storedCopy("collected pages on Antigua")], confidence: "weak", note: "None was found." }),
  ],
  flatRates: [],
  deemedInsurance: [],
  charges: [
    ...caricomDuties(),
    {
      kind: "percent",
      code: "RRC",
      name: "revenue recovery charge",
      to: "customs",
      rate: only("10"),
      base: only(["CIF"]),
      sources: [storedCopy("pointville.ag", "2018-11-28"), storedCopy("customs.gov.ag")],
      confidence: "good",
    },
    abst({ rate: only("15"), sources: [ABST_2024], confidence: "solid", note: BASE, until: "2023-12-31" }),
    abst({
      rate: only("17"),
      sources: [
        ABST_2024,
        storedCopy("nicefmradio: Pointe Xpress", "2024-03"),
        storedCopy("code#66984687247", "2026-09"),
      ],
      confidence: "good",
      note: `${BASE} Pages with 15 % are overtaken.`,
      from: "2024-01-01",
    }),
  ],
  exemptions: [],
  permits: [],
  notes: [
    {
      says: "Environmental and solid waste charges are collected too; their rates were not found and are not counted.",
      sources: [storedCopy("customs.gov.ag")],
      confidence: "solid",
    },
    {
      says: "A broker is needed above 6 lines or from EC$5,000.",
      sources: [storedCopy("customs.gov.ag")],
      confidence: "solid",
    },
  ],
};
