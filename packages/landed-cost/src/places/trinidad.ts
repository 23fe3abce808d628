import { percentage } from "../rows/charge-row.ts";
import type { Place } from "../rows/place.ts";
import { between, only } from "../rows/spread.ts";
import { storedCopy } from "../rows/stored-copy.ts";
import { importDuty } from "./caricom-tariff.ts";
import { noThreshold } from "./no-threshold.ts";

const OFFICIAL = storedCopy("cnc3.co.tt: Customs and Excise press release");
const CALCULATOR = storedCopy("RondellAllard/import_calculator, js/data.js");
const RPM = storedCopy("rpmexpresscouriers.com: customs");
const PHONES_2021 = storedCopy("cnc3.co.tt: expect lower cellphone prices", "2020-10");
const FINANCE_ACT = storedCopy("PwC: Finance Act 2020", "2020");
const LAPTOPS_2020 = storedCopy("guardian.co.tt", "2020-09-09");
const RATES_2026 = storedCopy("code#67005894262", "2026");
const FEE_2026 = storedCopy("tobaccoreporter.com", "2025-10");

const vat = percentage({ code: "VAT", name: "value added tax", to: "customs", base: only(["CIF", "ID", "OPT"]) });
const FEE = {
  kind: "fixed",
  code: "ENTRY",
  name: "customs declaration fee",
  to: "customs",
  per: "entry",
  currency: "TTD",
  modes: ["air", "sea"],
  note: "For each declaration. Whether a courier passes it on for each parcel was not found; the one quote on record, of about 2026, has no such line.",
} as const;

export const TRINIDAD: Place = {
  code: "TT",
  name: "Trinidad and Tobago",
  currency: "TTD",
  thresholds: [
    noThreshold({
      sources: [storedCopy("secureship.ca"), storedCopy("customsdutyfree.com")],
      confidence: "good",
      note: "None, gifts included.",
    }),
  ],
  flatRates: [],
  deemedInsurance: [],
  charges: [
    importDuty({ for: ["laptops"], rate: only("0"), sources: [LAPTOPS_2020, OFFICIAL], confidence: "solid" }),
    importDuty({
      for: ["phones"],
      rate: only("20"),
      sources: [CALCULATOR, RPM],
      confidence: "stale",
      until: "2020-12-31",
    }),
    importDuty({
      for: ["phones"],
      rate: only("0"),
      sources: [PHONES_2021],
      confidence: "solid",
      note: "Couriers' tables that still have 20 % are overtaken.",
      from: "2021-01-01",
    }),
    importDuty({
      for: ["headphones"],
      rate: between("0", "20"),
      sources: [CALCULATOR, storedCopy("technewstt.com", "2021-10"), storedCopy("code#56065680837")],
      confidence: "conflict",
      note: "A Bluetooth headset is free of duty; which others are depends on the tariff heading.",
    }),
    importDuty({ for: ["books"], rate: only("0"), sources: [CALCULATOR], confidence: "weak" }),
    importDuty({ for: ["auto-parts", "jewellery"], rate: only("30"), sources: [CALCULATOR, RPM], confidence: "weak" }),
    importDuty({ for: ["clothing"], rate: only("20"), sources: [OFFICIAL, CALCULATOR], confidence: "solid" }),
    importDuty({
      for: ["televisions", "shoes", "cosmetics", "perfume", "toys", "kitchen-appliances", "groceries"],
      rate: only("20"),
      sources: [CALCULATOR, RPM],
      confidence: "weak",
    }),
    importDuty({
      rate: between("20", "30"),
      sources: [CALCULATOR, storedCopy("CARICOM Common External Tariff, as retold by the collected pages")],
      confidence: "conflict",
      note: "20 % for most finished goods; a list of couriers has 30 % for what it does not name.",
    }),
    {
      kind: "percent",
      code: "OPT",
      name: "online purchase tax",
      to: "customs",
      rate: only("7"),
      base: only(["CIF"]),
      modes: ["air", "post"],
      sources: [OFFICIAL, storedCopy("jetworldwide.com"), RATES_2026],
      confidence: "good",
      note: "For goods bought online that arrive by air. Still in a list of 2026.",
      from: "2016-10-01",
    },
    vat({
      for: ["books"],
      rate: between("0", "12.5"),
      sources: [CALCULATOR],
      confidence: "conflict",
      note: "0 % for educational books only.",
    }),
    vat({
      for: ["groceries"],
      rate: between("0", "12.5"),
      sources: [storedCopy("guardian.co.tt", "2021-11")],
      confidence: "weak",
      note: "Some food pays none: biscuits, juices, canned goods and tea from 2021-11-01.",
      from: "2021-11-01",
    }),
    vat({ rate: only("12.5"), sources: [OFFICIAL, RATES_2026], confidence: "solid" }),
    { ...FEE, amount: between("0", "40", "0"), sources: [FEE_2026], confidence: "weak", until: "2025-12-31" },
    {
      ...FEE,
      amount: between("0", "80", "0"),
      sources: [FEE_2026, RATES_2026],
      confidence: "weak",
      from: "2026-01-01",
    },
  ],
  exemptions: [
    {
      for: ["laptops"],
      exemption: "full-exempt",
      sources: [storedCopy("tv6tnt.com", "2020-09-05"), LAPTOPS_2020, FINANCE_ACT],
      confidence: "solid",
      from: "2020-09-04",
    },
    {
      for: ["phones"],
      exemption: "full-exempt",
      sources: [PHONES_2021, FINANCE_ACT, storedCopy("code#56065680837")],
      confidence: "good",
      note: "The exemption from duty is solid; that the other two taxes are included is read from headings and one courier's worksheets.",
      from: "2021-01-01",
    },
  ],
  permits: [
    {
      for: ["perfume"],
      says: "Some couriers take perfume and aerosols as dangerous goods, or not at all.",
      sources: [storedCopy("iereexpress.com"), storedCopy("qualitycourierstt.com")],
      confidence: "weak",
    },
  ],
  notes: [
    {
      says: "A review of value added tax was announced with the budget of October 2025; no change was found.",
      sources: [storedCopy("ttma.com", "2025-10-16")],
      confidence: "good",
      from: "2025-10-13",
    },
    {
      says: "Other charges: 5 % on single-use plastics, TT$40 for each tyre.",
      sources: [RATES_2026],
      confidence: "good",
    },
  ],
};
