import type { Big } from "big.js";
import type { ChargeRow, PercentRow } from "../rows/charge-row.ts";
import { CURRENCY_SIGNS, type Currency } from "../rows/currency.ts";
import type { Spread } from "../rows/spread.ts";

/** `US$4`, `EC$1,350.01`. */
export function moneyInWords(amount: string | Big, currency: Currency): string {
  const text = typeof amount === "string" ? amount : amount.round(2).toFixed(2);
  const [whole = "", cents = ""] = text.split(".");
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
  return `${CURRENCY_SIGNS[currency]}${grouped}${/[1-9]/.test(cents) ? `.${cents}` : ""}`;
}

/** `20`, or `20 to 60`. */
export function rangeInWords({ low, high }: Spread<string>): string {
  return low === high ? low : `${low} to ${high}`;
}

const PARTS: Readonly<Record<string, string>> = {
  FOB: "the goods' value",
  FREIGHT: "freight",
  INSURANCE: "insurance",
  CIF: "the customs value (goods, insurance and freight)",
  PAID: "what the shop is paid",
};

/** What a charge is computed on. `names` has the names of charges by code. */
export function baseInWords({ low, high }: PercentRow["base"], names: ReadonlyMap<string, string>): string {
  const words = (parts: readonly string[]) => parts.map((part) => PARTS[part] ?? names.get(part) ?? part).join(" + ");
  const [least, most] = [words(low), words(high)];
  return least === most ? least : `${least}, or of ${most}`;
}

export function chargeInWords(row: ChargeRow, names: ReadonlyMap<string, string>): string {
  if (row.kind === "percent")
    return `${rangeInWords(row.rate)} % of ${baseInWords(row.base, names)}${limitsInWords(row)}`;
  if (row.kind === "fixed") {
    const each = row.per === "unit" ? "item" : "customs entry";
    return `${CURRENCY_SIGNS[row.currency]}${rangeInWords(row.amount)} for each ${each}`;
  }
  const bands = row.bands.map(({ upTo, amount }) => {
    const range = upTo === null ? "above" : `up to ${moneyInWords(upTo, row.bandCurrency)}`;
    return `${range}: ${CURRENCY_SIGNS[row.currency]}${rangeInWords(amount)}`;
  });
  return `by ${baseInWords({ low: row.base, likely: row.base, high: row.base }, names)}: ${bands.join(", ")}`;
}

function limitsInWords({ min, max, currency }: PercentRow): string {
  const sign = currency ? CURRENCY_SIGNS[currency] : "";
  const least = min ? `, at least ${sign}${rangeInWords(min)}` : "";
  return max ? `${least}, at most ${sign}${rangeInWords(max)}` : least;
}

/** Names of the charges by code. */
export function chargeNames(rows: readonly ChargeRow[]): ReadonlyMap<string, string> {
  return new Map(rows.map(({ code, name }) => [code, name]));
}
