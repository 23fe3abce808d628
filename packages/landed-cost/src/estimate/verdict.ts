import type { Big } from "big.js";
import type { ThresholdRow } from "../rows/place.ts";
import { CURRENCY_SIGNS } from "../rows/currency.ts";
import type { ThresholdVerdict } from "./landed-cost.ts";
import { moneyInWords } from "./in-words.ts";
import type { Order } from "./order.ts";
import type { Parts } from "./parts.ts";
import { amountOf, countedValue, type Relief } from "./relief.ts";

/** What the goods' value means, and how far it is from the line that decides. */
export function verdictOf(order: Order, parts: Parts, { claims, free, allowance }: Relief): ThresholdVerdict {
  const lines = claims
    .filter(({ amount }) => amount !== "0")
    .toSorted((one, other) => Number(one.amount) - Number(other.amount));
  const [lowest, highest] = [lines[0], lines.at(-1)];
  if (allowance) return allowanceVerdict(order, parts, allowance);
  if (claims.length === 0)
    return { kind: "none", by: null, says: "No duty-free value is known: the goods are taken as dutiable." };
  if (!lowest || !highest)
    return { kind: "none", by: null, says: "No duty-free value: the goods are dutiable whatever they cost." };
  if (free.high) {
    const by = amountOf(order, lowest).minus(countedValue(order, parts, lowest).high);
    return verdict("free", { order, line: lowest, by }, (money) => `${money} under ${lineInWords(lowest)}: free`);
  }
  if (!free.low) {
    const by = countedValue(order, parts, highest).low.minus(amountOf(order, highest));
    return verdict(
      "over",
      { order, line: highest, by },
      (money) => `${money} over ${lineInWords(highest)}: the whole value is dutiable`,
    );
  }
  const disagree = new Set(claims.map(({ amount }) => amount)).size > 1;
  const why = disagree
    ? "sources disagree about the duty-free value"
    : "it depends on what customs counts of the invoice";
  return { kind: "unknown", by: null, says: `Free or not: ${why} (${claims.map(lineInWords).join("; ")}).` };
}

function allowanceVerdict(order: Order, parts: Parts, line: ThresholdRow): ThresholdVerdict {
  const over = countedValue(order, parts, line).high.minus(amountOf(order, line));
  return over.gt(0)
    ? verdict(
        "allowance",
        { order, line, by: over },
        (money) => `${money} over ${lineInWords(line)}: only that part is dutiable`,
      )
    : verdict("free", { order, line, by: over.abs() }, (money) => `${money} under ${lineInWords(line)}: free`);
}

function verdict(
  kind: ThresholdVerdict["kind"],
  { order, line, by }: { readonly order: Order; readonly line: ThresholdRow; readonly by: Big },
  says: (money: string) => string,
): ThresholdVerdict {
  const amount = order.exchange.fromLocal(by, line.currency, "customs").round(2).toFixed(2);
  return { kind, by: { amount, currency: line.currency }, says: says(moneyInWords(amount, line.currency)) };
}

/** `the line of US$100 (goods)`. */
export function lineInWords({ amount, currency, basis }: ThresholdRow): string {
  if (amount === "0") return "no duty-free value";
  return `the line of ${CURRENCY_SIGNS[currency]}${amount} (${basis === "FOB" ? "goods" : "goods, insurance and freight"})`;
}
