import { percentage } from "../rows/charge-row.ts";
import type { Place } from "../rows/place.ts";
import { between, only } from "../rows/spread.ts";
import { storedCopy } from "../rows/stored-copy.ts";
import { importDuty } from "./caricom-tariff.ts";
import { noThreshold } from "./no-threshold.ts";

const WEB_SOURCE = storedCopy("shipwebsourcegrenada.com: customs");
const ASYCUDA = storedCopy("code#52091349319, notes on customs' system");

const vat = percentage({
  code: "VAT",
  name: "value added tax",
  to: "customs",
  base: between(["CIF", "ID", "CSC"], ["CIF", "ID", "CSC", "ENV"]),
});

export const GRENADA: Place = {
  code: "GD",
  name: "Grenada",
  currency: "XCD",
  thresholds: [
    noThreshold({
      sources: [storedCopy("collected pages on Grenada")],
      confidence: "weak",
      note: "None was found. EC$100 is on a page that has other errors [goodhopefreight.com], and is not counted.",
    }),
  ],
  flatRates: [],
  deemedInsurance: [],
  charges: [
    importDuty({ for: ["laptops", "books"], rate: only("0"), sources: [WEB_SOURCE], confidence: "weak" }),
    importDuty({ for: ["auto-parts", "jewellery"], rate: only("30"), sources: [WEB_SOURCE], confidence: "weak" }),
    importDuty({ rate: only("20"), sources: [WEB_SOURCE], confidence: "weak" }),
    {
      kind: "percent",
      code: "CSC",
      name: "customs service charge",
      to: "customs",
      rate: between("5", "6", "6"),
      base: only(["CIF"]),
      sources: [ASYCUDA, storedCopy("goodhopefreight.com: regulations"), storedCopy("customsdutyfree.com")],
      confidence: "good",
      note: "6 % in two sources, 5 % in one.",
    },
    {
      kind: "percent",
      code: "ENV",
      name: "environmental levy",
      to: "customs",
      rate: between("0", "2"),
      base: only(["CIF"]),
      sources: [storedCopy("code#66984687247", "2026-09")],
      confidence: "weak",
      note: "1 to 2 % on some goods.",
    },
    vat({ for: ["laptops", "books"], rate: only("0"), sources: [WEB_SOURCE], confidence: "weak" }),
    vat({ rate: only("15"), sources: [ASYCUDA, WEB_SOURCE], confidence: "good" }),
  ],
  exemptions: [],
  permits: [],
  notes: [],
};
