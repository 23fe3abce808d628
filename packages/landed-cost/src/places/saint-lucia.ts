import type { Place } from "../rows/place.ts";
import { between, only } from "../rows/spread.ts";
import { storedCopy } from "../rows/stored-copy.ts";
import { caricomDuties } from "./caricom-tariff.ts";
import { noThreshold } from "./no-threshold.ts";

const ZONOS = storedCopy("docs.zonos.com: Saint Lucia");
const READER = storedCopy("code#68844275546");

export const SAINT_LUCIA: Place = {
  code: "LC",
  name: "Saint Lucia",
  currency: "XCD",
  thresholds: [noThreshold({ sources: [ZONOS], confidence: "good" })],
  flatRates: [
    {
      name: "flat duty",
      rate: "30",
      replaces: only(["ID"]),
      upTo: "270",
      currency: "XCD",
      minHeadings: 3,
      counts: "arrival",
      sources: [storedCopy("attorneygeneralchambers.com: Customs (Duties) Act, s. 7, revision of 2021", "2021")],
      confidence: "solid",
      note: "Parcels that arrive together for one person are added up. That the total is the customs value is our reading.",
    },
  ],
  deemedInsurance: [],
  charges: [
    ...caricomDuties(),
    {
      kind: "percent",
      code: "CSC",
      name: "service charge",
      to: "customs",
      rate: between("5", "6"),
      base: only(["CIF"]),
      sources: [ZONOS, READER, storedCopy("customsdutyfree.com")],
      confidence: "conflict",
      note: "5 % in one source, 6 % in two.",
    },
    {
      kind: "percent",
      code: "HCSL",
      name: "health and citizen security levy",
      to: "customs",
      rate: only("2.5"),
      base: only(["CIF"]),
      sources: [READER, storedCopy("customs.gov.lc: customs tariff")],
      confidence: "weak",
      note: "The levy is official; its rate was read in one program. Goods without value added tax do not pay it.",
    },
    {
      kind: "percent",
      code: "ENV",
      name: "environmental levy",
      to: "customs",
      rate: between("0", "1.5"),
      base: only(["CIF"]),
      sources: [ZONOS, READER],
      confidence: "weak",
    },
    {
      kind: "percent",
      code: "VAT",
      name: "value added tax",
      to: "customs",
      rate: only("12.5"),
      base: between(["CIF", "ID", "CSC"], ["CIF", "ID", "CSC", "HCSL", "ENV"]),
      sources: [ZONOS, storedCopy("PwC tax summary")],
      confidence: "good",
      note: "Whether the levies are in its base is not said. 15 % is overtaken.",
    },
  ],
  exemptions: [],
  permits: [],
  notes: [
    {
      says: "Duty on barrels is waived around Christmas, up to EC$2,500 each and two for a household; not counted.",
      sources: [storedCopy("collected pages on Saint Lucia")],
      confidence: "weak",
    },
  ],
};
