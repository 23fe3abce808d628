import { ALL_ROWS } from "../all-rows.ts";
import { chargeInWords, chargeNames, moneyInWords, rangeInWords } from "../estimate/in-words.ts";
import { lineInWords } from "../estimate/verdict.ts";
import { allFacts, goodsInWords, goodsOf } from "../rows/all-facts.ts";
import type { ChargeRow } from "../rows/charge-row.ts";
import type { Courier, Tier } from "../rows/courier.ts";
import type { Place } from "../rows/place.ts";
import type { Confidence, Fact } from "../rows/source.ts";

const CONFIDENCES: readonly Confidence[] = ["solid", "good", "weak", "conflict", "stale"];

/** How many rows of each place are solid and how many are not. */
export function confidenceTable(): string {
  const facts = allFacts(ALL_ROWS);
  const rows = ALL_ROWS.places.map(({ code, name }) => {
    const own = facts.filter(({ where, fact }) => where === code && fact.until === undefined);
    const counts = CONFIDENCES.map((confidence) => own.filter(({ fact }) => fact.confidence === confidence).length);
    const open = own.filter(({ fact }) => fact.confidence === "conflict").map((one) => one.name);
    return [name, ...counts.map(String), open.join("; ")];
  });
  return table(["place", ...CONFIDENCES, "sources disagree about"], rows);
}

/** Every row of every place, with its sources. */
export function placeTables(): string {
  return ALL_ROWS.places
    .map((place) => [`## ${place.name} (${place.code})`, ...sections(place)].join("\n\n"))
    .join("\n\n");
}

/** Every courier's price list. */
export function courierTable(): string {
  const rows = ALL_ROWS.couriers.map((courier) => [
    courier.place,
    `${courier.name} (${courier.id})`,
    pricesInWords(courier),
    ...factCells(courier),
  ]);
  return table(["place", "courier", "prices", ...FACT_HEADS], rows);
}

/** The fixed exchange rates. */
export function pegTable(): string {
  const rows = ALL_ROWS.pegs.map((peg) => [`${peg.currency} ${peg.perUsd}`, peg.uses.join(", "), ...factCells(peg)]);
  return table(["for US$1", "for", ...FACT_HEADS], rows);
}

function sections(place: Place): readonly string[] {
  const names = chargeNames(place.charges);
  const lines = place.thresholds.map((row) => [
    row.amount === "0"
      ? "none"
      : `${lineInWords(row)}; above it ${row.over === "cliff" ? "the whole value" : "only the excess"}`,
    `${row.purposes.join(", ")}; ${row.modes.join(", ")}; one ${row.counts}`,
    ...factCells(row),
  ]);
  const charges = place.charges.map((row) => [
    row.name,
    chargeInWords(row, names),
    appliesTo(place, row),
    ...factCells(row),
  ]);
  const other: readonly (readonly string[])[] = [
    ...place.flatRates.map((row) => [
      `${row.name}: ${row.rate} % up to ${moneyInWords(row.upTo, row.currency)}, from ${row.minHeadings} tariff headings`,
      ...factCells(row),
    ]),
    ...place.deemedInsurance.map((row) => [
      `insurance that customs adds: ${rangeInWords(row.percent)} % (${row.modes.join(", ")})`,
      ...factCells(row),
    ]),
    ...place.exemptions.map((row) => [`${goodsInWords(row)}: ${row.exemption}`, ...factCells(row)]),
    ...place.permits.map((row) => [row.says, ...factCells(row)]),
    ...place.notes.map((row) => [row.says, ...factCells(row)]),
  ];
  return [
    table(["duty-free value", "for", ...FACT_HEADS], lines),
    table(["charge", "amount", "goods", ...FACT_HEADS], charges),
    ...(other.length > 0 ? [table(["also", ...FACT_HEADS], other)] : []),
  ];
}

function appliesTo(place: Place, row: ChargeRow): string {
  const goods = goodsOf(place, row);
  return row.modes ? `${goods} (${row.modes.join(", ")})` : goods;
}

const FACT_HEADS = ["days", "confidence", "sources", "note"];

function factCells({ from, until, confidence, sources, note = "" }: Fact): readonly string[] {
  const days = [from ? `from ${from}` : "", until ? `until ${until}` : ""].filter((part) => part !== "").join(" ");
  const pages = sources.map(({ page, date }) => `${page} (${date ?? "undated"})`);
  return [days, confidence, pages.join("; "), note];
}

function pricesInWords({ tiers, fuel, insurance, fees, minimum, volumetricDivisor, currency }: Courier): string {
  const parts = [
    ...tiers.map(tierInWords),
    ...(minimum === undefined ? [] : [`at least ${minimum}`]),
    ...(fuel ? ["percent" in fuel ? `surcharge ${fuel.percent} %` : `surcharge ${fuel.perLb}/lb`] : []),
    ...(insurance
      ? ["perLb" in insurance ? `insurance ${insurance.perLb}/lb` : `insurance ${insurance.per100} per US$100`]
      : []),
    ...fees.map(({ name, amount, currency: of, per }) => `${name} ${of} ${rangeInWords(amount)} per ${per}`),
    ...(volumetricDivisor === null ? [] : [`size counts: in³ / ${volumetricDivisor}`]),
  ];
  return `${currency}: ${parts.join(", ")}`;
}

function tierInWords({ upToLb, flat, perLb, perLbAbove }: Tier): string {
  const price = perLb === undefined ? `${flat ?? "0"}${perLbAbove ? ` + ${perLbAbove}/lb` : ""}` : `${perLb}/lb`;
  return upToLb === null ? `above ${price}` : `to ${upToLb} lb ${price}`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "/")).join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)].join("\n");
}
