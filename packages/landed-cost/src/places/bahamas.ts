import { percentage } from "../rows/charge-row.ts";
import type { Place } from "../rows/place.ts";
import { between, only } from "../rows/spread.ts";
import { storedCopy } from "../rows/stored-copy.ts";
import { noThreshold } from "./no-threshold.ts";

const BROCHURE = storedCopy("scribd 392064263: Bahamas Customs, brochure", "2018");
const FREQUENT = storedCopy("scribd 610715804: Bahamas Customs, frequently imported items", "2022-07");
const IMPORTABLE = storedCopy("importable.app: customs duty calculator");
const TRADER = storedCopy("code#56700868716, a Nassau trader's list");
const CARRIER = storedCopy("airfreightservicesbahamas.com");
const TRADERS = storedCopy("242islandtraders.com");

const duty = percentage({ code: "ID", name: "import duty", to: "customs", base: between(["FOB"], ["CIF"], ["FOB"]) });
const BASE = "On the goods alone in customs' own examples; one air carrier says on the landed value.";
const vat = percentage({ code: "VAT", name: "value added tax", to: "customs", base: only(["CIF", "ID", "PF", "ENV"]) });

export const BAHAMAS: Place = {
  code: "BS",
  name: "Bahamas",
  currency: "BSD",
  thresholds: [
    noThreshold({
      sources: [storedCopy("collected pages on the Bahamas")],
      confidence: "weak",
      note: "None was found for couriers.",
    }),
    {
      amount: "500",
      currency: "USD",
      basis: "FOB",
      over: "excess",
      counts: "arrival",
      purposes: ["personal"],
      modes: ["traveller"],
      sources: [BROCHURE],
      confidence: "solid",
      note: "For travellers.",
    },
  ],
  flatRates: [],
  deemedInsurance: [],
  charges: [
    duty({ for: ["televisions"], rate: only("35"), sources: [BROCHURE, IMPORTABLE], confidence: "solid", note: BASE }),
    duty({ for: ["phones"], rate: only("10"), sources: [IMPORTABLE, TRADER], confidence: "good", note: BASE }),
    duty({ for: ["laptops", "books"], rate: only("0"), sources: [FREQUENT, TRADER], confidence: "good" }),
    duty({
      for: ["headphones"],
      rate: between("35", "45"),
      sources: [TRADER],
      confidence: "weak",
      note: "35 % for electronics without a row of their own, 45 % for speakers.",
    }),
    duty({ for: ["clothing", "shoes", "toys"], rate: only("20"), sources: [TRADER], confidence: "weak", note: BASE }),
    duty({
      for: ["cosmetics", "kitchen-appliances"],
      rate: only("35"),
      sources: [TRADER],
      confidence: "weak",
      note: BASE,
    }),
    duty({
      for: ["perfume"],
      rate: between("0", "5"),
      sources: [storedCopy("inlandrevenue.finance.gov.bs", "2015-01"), TRADERS],
      confidence: "conflict",
      note: "5 % from 2015-01-01; a later list has 0 %.",
    }),
    duty({ for: ["jewellery"], rate: only("0"), sources: [TRADERS, TRADER], confidence: "good", from: "2015-01-01" }),
    duty({
      for: ["auto-parts"],
      rate: between("25", "45"),
      sources: [TRADER, TRADERS],
      confidence: "weak",
      note: "25 % for tyres, 45 % for a water pump.",
    }),
    duty({
      for: ["groceries"],
      rate: between("0", "60"),
      sources: [TRADER, FREQUENT],
      confidence: "weak",
      note: "0 % for staples and supplements, 60 % for sweets.",
    }),
    duty({
      rate: between("25", "45"),
      sources: [TRADER, CARRIER],
      confidence: "conflict",
      note: "A trader's default is 25 %; a carrier says 45 % on average.",
    }),
    {
      kind: "percent",
      code: "PF",
      name: "processing fee",
      to: "customs",
      rate: only("1"),
      base: only(["FOB"]),
      min: only("10"),
      max: between("500", "1000"),
      currency: "BSD",
      modes: ["air", "sea", "post"],
      sources: [IMPORTABLE, storedCopy("code#61929586209, from real entries")],
      confidence: "solid",
      note: "Sources disagree about the largest fee, which matters from B$50,000.",
    },
    {
      kind: "fixed",
      code: "ENV",
      name: "environmental levy",
      to: "customs",
      for: ["phones", "televisions"],
      per: "unit",
      amount: only("5"),
      currency: "BSD",
      sources: [BROCHURE, IMPORTABLE],
      confidence: "good",
      note: "The list of other goods that pay it was not found.",
    },
    vat({
      rate: only("7.5"),
      sources: [storedCopy("vatcalc.com", "2021-11")],
      confidence: "good",
      from: "2015-01-01",
      until: "2018-06-30",
    }),
    vat({
      rate: only("12"),
      sources: [storedCopy("investmentpolicy.unctad.org", "2018-07-01"), BROCHURE],
      confidence: "solid",
      from: "2018-07-01",
      until: "2021-12-31",
    }),
    vat({
      for: ["groceries"],
      rate: between("0", "10"),
      sources: [storedCopy("vatupdate.com: headlines", "2026")],
      confidence: "weak",
      note: "No tax on unprepared food from 2026-04-01, and less on medicine; only headlines were read.",
      from: "2026-04-01",
    }),
    vat({
      rate: only("10"),
      sources: [storedCopy("vatupdate.com", "2022-01-07"), IMPORTABLE, storedCopy("cubixbah.com")],
      confidence: "solid",
      from: "2022-01-01",
    }),
  ],
  exemptions: [],
  permits: [],
  notes: [
    {
      says: "Importers register with Click2Clear, and the name must match the parcel's. Invoices from US$1,000 go on an airway bill of their own.",
      sources: [storedCopy("cubixbah.com"), CARRIER],
      confidence: "good",
    },
  ],
};
