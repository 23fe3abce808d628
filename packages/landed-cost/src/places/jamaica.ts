import { percentage } from "../rows/charge-row.ts";
import type { Place } from "../rows/place.ts";
import { between, only } from "../rows/spread.ts";
import { storedCopy } from "../rows/stored-copy.ts";
import { importDuty } from "./caricom-tariff.ts";
import { noThreshold } from "./no-threshold.ts";

const PHONES_2018 = storedCopy("jis.gov.jm: Jamaica Customs on mobile phones", "2018-11-08");
const TARIFF_READER = storedCopy("code#56774942752");
const CLEARING = storedCopy("clearingcustomsja.com");
const CUSTOMS_COPY = storedCopy("jca2.argusservices.in, a staging copy of Jamaica Customs' site");
const CUSTOMS_TEXT = storedCopy("docsbay.net, a copy of Jamaica Customs' text on duties, taxes and fees");
const LEVY_2026 = storedCopy("jamaicaobserver.com", "2026-02-12");
const PWC = storedCopy("PwC tax summary", "2025-12");
const PERSONAL_2024 = storedCopy("jamaicainquirer.com, quoting Jamaica Customs", "2024-04-12");
const AJO = storedCopy("ajoshipping.com: questions and answers");
const OBSERVER_2025 = storedCopy("jamaicaobserver.com", "2025-10-02");

const gct = percentage({
  code: "GCT",
  name: "general consumption tax",
  to: "customs",
  base: between(["CIF", "ID"], ["CIF", "ID", "SCF", "CAF"]),
});
const GCT_BASE =
  "Three programs compute it on three bases: customs value and import duty; these, compliance fee and levy; these, compliance fee and administrative fee.";
const levy = percentage({ code: "ENVL", name: "environmental levy", to: "customs", base: only(["CIF"]) });

export const JAMAICA: Place = {
  code: "JM",
  name: "Jamaica",
  currency: "JMD",
  thresholds: [
    {
      amount: "50",
      currency: "USD",
      basis: "FOB",
      over: "cliff",
      counts: "parcel",
      purposes: ["personal"],
      modes: ["air", "sea", "post"],
      sources: [storedCopy("jamaicaobserver.com", "2013-11-23"), PERSONAL_2024],
      confidence: "good",
      note: "Planned in 2013; the first day is not known.",
      until: "2024-03-31",
    },
    {
      amount: "100",
      currency: "USD",
      basis: "FOB",
      over: "cliff",
      counts: "parcel",
      purposes: ["personal"],
      modes: ["air", "sea", "post"],
      sources: [PERSONAL_2024, storedCopy("dhl.com: Jamaica de minimis"), storedCopy("momentumcarriers.com: terms")],
      confidence: "solid",
      note: "100.00 is free. One courier said that it is not [jamaicaobserver.com 2025-10-02].",
      from: "2024-04-01",
    },
    {
      amount: "100",
      currency: "USD",
      basis: "FOB",
      over: "cliff",
      counts: "parcel",
      purposes: ["commercial"],
      modes: ["air", "sea", "post"],
      sources: [OBSERVER_2025],
      confidence: "conflict",
      note: "A letter quotes customs' site: commercial or personal.",
      from: "2024-04-01",
    },
    noThreshold(
      {
        sources: [AJO],
        confidence: "conflict",
        note: "Commercial goods pay whatever their value.",
        from: "2024-04-01",
      },
      ["commercial"],
    ),
  ],
  flatRates: [],
  deemedInsurance: [
    {
      modes: ["sea"],
      percent: only("1.5"),
      base: only(["FOB", "FREIGHT"]),
      sources: [storedCopy("calendar-canada.ca, a copy of Jamaica Customs' text")],
      confidence: "good",
    },
    {
      modes: ["air", "post"],
      percent: between("1", "1.5"),
      base: only(["FOB"]),
      sources: [storedCopy("code#58135708905"), TARIFF_READER],
      confidence: "conflict",
      note: "One program takes 1 % of the goods, another 1.5 %.",
    },
  ],
  charges: [
    importDuty({ for: ["phones"], rate: only("20"), sources: [PHONES_2018], confidence: "good" }),
    importDuty({ for: ["laptops", "books"], rate: only("0"), sources: [TARIFF_READER], confidence: "weak" }),
    importDuty({ for: ["auto-parts"], rate: only("30"), sources: [TARIFF_READER], confidence: "weak" }),
    importDuty({
      for: [
        "televisions",
        "headphones",
        "clothing",
        "shoes",
        "cosmetics",
        "perfume",
        "toys",
        "kitchen-appliances",
        "groceries",
      ],
      rate: only("20"),
      sources: [TARIFF_READER],
      confidence: "weak",
    }),
    importDuty({
      for: ["jewellery"],
      rate: between("20", "30"),
      sources: [CLEARING, storedCopy("CARICOM Common External Tariff, as retold by the collected pages")],
      confidence: "conflict",
      note: "The region's tariff has 30 %; a Jamaican page has 20 % for most goods.",
    }),
    importDuty({
      rate: only("20"),
      sources: [CLEARING],
      confidence: "weak",
      note: "20 % in most cases; the page is from before 2020.",
    }),
    {
      kind: "percent",
      code: "SCF",
      name: "standard compliance fee",
      to: "customs",
      rate: only("0.3"),
      base: only(["CIF"]),
      sources: [PHONES_2018, CUSTOMS_TEXT],
      confidence: "solid",
    },
    levy({ rate: only("0.5"), sources: [PHONES_2018, CUSTOMS_COPY], confidence: "solid", until: "2026-04-30" }),
    levy({
      rate: between("0.5", "0.8", "0.8"),
      sources: [LEVY_2026, storedCopy("ncbcapitalmarkets.com", "2026"), storedCopy("code#66984687247", "2026-09")],
      confidence: "conflict",
      note: "0.8 % was announced for 2026-05-01; the gazetted text was not seen, and customs' own answers are said to have 0.5 % still.",
      from: "2026-05-01",
    }),
    {
      kind: "bands",
      code: "STAMP",
      name: "stamp duty",
      to: "customs",
      base: ["CIF"],
      bandCurrency: "JMD",
      currency: "JMD",
      bands: [
        { upTo: "5500", amount: between("0", "5") },
        { upTo: null, amount: only("100") },
      ],
      sources: [CUSTOMS_COPY, CUSTOMS_TEXT],
      confidence: "good",
      note: "An older text has J$5 up to J$5,500.",
    },
    {
      kind: "bands",
      code: "CAF",
      name: "customs administrative fee",
      to: "customs",
      base: ["FOB"],
      bandCurrency: "USD",
      currency: "JMD",
      bands: [
        { upTo: "100", amount: only("0") },
        { upTo: "500", amount: between("0", "2500") },
        { upTo: "1000", amount: between("0", "5000") },
        { upTo: "2500", amount: between("0", "10000") },
        { upTo: "5000", amount: between("0", "20000") },
        { upTo: null, amount: between("0", "40000") },
      ],
      sources: [
        TARIFF_READER,
        storedCopy("code#58135708905"),
        storedCopy("chefjoburke.com"),
        storedCopy("fashioncoached.com"),
      ],
      confidence: "conflict",
      note: "Customs' own table was not found. One page says that small personal parcels pay none.",
      from: "2013-04-01",
    },
    gct({
      for: ["phones"],
      rate: only("25"),
      sources: [PHONES_2018, storedCopy("PwC tax summary", "2024-08")],
      confidence: "good",
      note: GCT_BASE,
    }),
    gct({
      for: ["books"],
      rate: between("0", "15"),
      sources: [TARIFF_READER],
      confidence: "conflict",
      note: "Older tables have 15 %.",
    }),
    gct({
      rate: only("15"),
      sources: [PWC, storedCopy("code#66984687247", "2026-09")],
      confidence: "conflict",
      note: GCT_BASE,
    }),
  ],
  exemptions: [],
  permits: [
    {
      for: ["groceries"],
      says: "Food, meat, plants and seeds need a permit of the Ministry of Agriculture; supplements and energy drinks one of the Ministry of Health.",
      sources: [storedCopy("smcshippingja.com: rates")],
      confidence: "good",
    },
    {
      for: ["cosmetics"],
      says: "Skin bleaching and herbal products need a permit of the Ministry of Health.",
      sources: [storedCopy("smcshippingja.com: rates")],
      confidence: "good",
    },
    {
      for: ["toys"],
      says: "Toy guns and lasers need a permit of the Ministry of National Security.",
      sources: [storedCopy("smcshippingja.com: rates")],
      confidence: "good",
    },
  ],
  notes: [
    {
      says: "Relief from duty and tax on listed goods after Hurricane Melissa; when it ends was not found, so it is not counted.",
      sources: [storedCopy("caribbeancargodc.net", "2025-11-02")],
      confidence: "weak",
      from: "2025-10-31",
    },
    {
      says: "Goods of separate orders in one parcel are valued together.",
      sources: [AJO],
      confidence: "good",
    },
  ],
};
