import { percentage } from "../rows/charge-row.ts";
import type { Place } from "../rows/place.ts";
import { between, only } from "../rows/spread.ts";
import { storedCopy } from "../rows/stored-copy.ts";
import { importDuty } from "./caricom-tariff.ts";
import { noThreshold } from "./no-threshold.ts";

const HUB = storedCopy("592hub.com", "2026-02");
const GRA_COMPUTERS = storedCopy("gra.gov.gy: VAT and computers");
const GRA_ACCESSORIES = storedCopy("gra.gov.gy: phone accessories", "2024-07-09");
const GRA_2013 = storedCopy("kaieteurnewsonline.com, quoting the Revenue Authority", "2013-09-06");
const GRA_2017 = storedCopy("stabroeknews.com, quoting the Revenue Authority", "2017-01-19");

const vat = percentage({ code: "VAT", name: "value added tax", to: "customs", base: only(["CIF", "ID"]) });

export const GUYANA: Place = {
  code: "GY",
  name: "Guyana",
  currency: "GYD",
  thresholds: [
    noThreshold({
      sources: [storedCopy("secureship.ca")],
      confidence: "weak",
      note: "None for purchases. Gifts up to US$200 may be free.",
    }),
  ],
  flatRates: [],
  deemedInsurance: [],
  charges: [
    importDuty({
      for: ["phones"],
      rate: only("20"),
      sources: [storedCopy("Revenue Authority, older leaflet")],
      confidence: "stale",
      until: "2017-01-31",
    }),
    importDuty({
      for: ["phones"],
      rate: only("0"),
      sources: [HUB],
      confidence: "good",
      from: "2017-02-01",
      note: "The first day is not known.",
    }),
    importDuty({ for: ["laptops", "books"], rate: only("0"), sources: [HUB], confidence: "good" }),
    importDuty({
      for: ["headphones"],
      rate: between("0", "20"),
      sources: [GRA_ACCESSORIES, HUB],
      confidence: "good",
      note: "Headphones and accessories for phones and computers are free; others are not.",
      from: "2024-02-06",
    }),
    importDuty({ for: ["auto-parts"], rate: only("30"), sources: [HUB], confidence: "good" }),
    importDuty({
      for: ["jewellery"],
      rate: between("20", "50"),
      sources: [HUB],
      confidence: "good",
      note: "20 % for watches, 50 % for jewellery.",
    }),
    importDuty({
      for: ["groceries"],
      rate: between("5", "40"),
      sources: [HUB],
      confidence: "good",
      note: "20 % for vitamins.",
    }),
    importDuty({
      for: ["televisions", "clothing", "shoes", "cosmetics", "perfume", "toys", "kitchen-appliances"],
      rate: only("20"),
      sources: [HUB, GRA_2013],
      confidence: "good",
    }),
    importDuty({
      rate: only("20"),
      sources: [storedCopy("CARICOM Common External Tariff, as retold by the collected pages")],
      confidence: "weak",
      note: "The region's default. Cameras pay 25 % [592hub.com 2026-02].",
    }),
    vat({ rate: only("16"), sources: [GRA_2017, GRA_2013], confidence: "solid", until: "2017-01-31" }),
    vat({
      for: ["laptops"],
      rate: between("0", "14", "0"),
      sources: [GRA_COMPUTERS, HUB],
      confidence: "conflict",
      note: "Exempt by the Revenue Authority's page; 592hub.com has 14 %.",
      from: "2017-02-01",
    }),
    vat({
      for: ["headphones"],
      rate: between("0", "14"),
      sources: [GRA_ACCESSORIES, HUB],
      confidence: "good",
      note: "Headphones and accessories for phones and computers are exempt; others are not.",
      from: "2024-02-06",
    }),
    vat({ for: ["books"], rate: only("0"), sources: [HUB], confidence: "good", from: "2017-02-01" }),
    vat({ for: ["groceries"], rate: between("0", "14"), sources: [HUB], confidence: "good", from: "2017-02-01" }),
    vat({
      rate: only("14"),
      sources: [GRA_2017, storedCopy("PwC tax summary", "2026-06")],
      confidence: "solid",
      from: "2017-02-01",
    }),
    {
      kind: "fixed",
      code: "POST",
      name: "post office handling",
      to: "customs",
      per: "entry",
      amount: only("500"),
      currency: "GYD",
      modes: ["post"],
      sources: [GRA_2013],
      confidence: "weak",
    },
  ],
  exemptions: [],
  permits: [],
  notes: [
    {
      says: "Environmental tax of GY$10 for each container that is not returned.",
      sources: [storedCopy("gra.gov.gy")],
      confidence: "good",
    },
  ],
};
