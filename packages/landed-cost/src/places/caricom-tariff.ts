import { percentage, type PercentRow } from "../rows/charge-row.ts";
import { only } from "../rows/spread.ts";
import { storedCopy } from "../rows/stored-copy.ts";

const CARICOM = storedCopy("CARICOM Common External Tariff, as retold by the collected pages");

export const importDuty = percentage({ code: "ID", name: "import duty", to: "customs", base: only(["CIF"]) });

/** The common tariff of the region, for places of which no page says the duty of single goods. */
export function caricomDuties(): readonly PercentRow[] {
  const row = {
    sources: [CARICOM],
    confidence: "weak",
    note: "The region's default; not confirmed for this place.",
  } as const;
  return [
    importDuty({ ...row, for: ["laptops", "books"], rate: only("0") }),
    importDuty({ ...row, for: ["auto-parts", "jewellery"], rate: only("30") }),
    importDuty({ ...row, rate: only("20") }),
  ];
}
