import type { ChargeRow } from "../rows/charge-row.ts";
import type { ExemptionRow, FlatRateRow } from "../rows/place.ts";
import { holdsOn, type Fact } from "../rows/source.ts";
import { only } from "../rows/spread.ts";
import { chargeAmount } from "./charge-amount.ts";
import type { Order } from "./order.ts";
import type { Parts } from "./parts.ts";
import type { Relief } from "./relief.ts";
import { rowsInForce } from "./rows-in-force.ts";
import { ZERO, type Sum } from "./sums.ts";

interface Freed {
  readonly fact: Fact;
  readonly says: string;
  readonly inEveryCase: boolean;
}

export interface Charge {
  readonly row: ChargeRow;
  /** Exact, in the place's currency. */
  readonly sum: Sum;
  /** What frees the goods of it, at least in the best case. */
  readonly freedBy: Freed | null;
}

interface Setting {
  readonly parts: Parts;
  readonly relief: Relief;
  readonly flat: FlatRateRow | null;
}

/** The charges of customs and bank, each computed on those before it. */
export function chargesOf(order: Order, { parts, relief, flat }: Setting): readonly Charge[] {
  const soFar = new Map(parts);
  const exemption = order.place.exemptions.find(
    (row) => holdsOn(row, order.input.date) && row.for.includes(order.category),
  );
  return rowsInForce(order).map((inForce) => {
    const row = flat && inForce.code === "ID" ? flatDuty(inForce, flat) : inForce;
    const freed = freedBy(row, { relief, flat, exemption });
    const sum = freed ? without(chargeAmount(row, soFar, order), freed) : chargeAmount(row, soFar, order);
    soFar.set(row.code, sum);
    return { row, sum, freedBy: freed };
  });
}

function without(sum: Sum, { inEveryCase }: Freed): Sum {
  const isNothing = sum.high.eq(0);
  return { low: ZERO, likely: inEveryCase || isNothing ? ZERO : null, high: inEveryCase ? ZERO : sum.high };
}

function freedBy(
  row: ChargeRow,
  { relief, flat, exemption }: Omit<Setting, "parts"> & { readonly exemption: ExemptionRow | undefined },
): Freed | null {
  if (row.to !== "customs") return null;
  const [claim] = relief.claims;
  const byValue = (inEveryCase: boolean): Freed | null =>
    claim
      ? {
          fact: claim,
          says: inEveryCase ? "free: the value is under the line" : "free if the value is under the line",
          inEveryCase,
        }
      : null;
  if (relief.free.high) return byValue(true);
  const exempts = exemption && row.kind === "percent" && (exemption.exemption === "full-exempt" || row.code === "ID");
  if (exempts) return { fact: exemption, says: "free: these goods are exempt", inEveryCase: true };
  if (flat && row.code !== "ID" && isReplaced(flat.replaces.low, row.code))
    return { fact: flat, says: `in the ${flat.name}, perhaps`, inEveryCase: isReplaced(flat.replaces.high, row.code) };
  return relief.free.low ? byValue(false) : null;
}

function isReplaced(codes: "all" | readonly string[], code: string): boolean {
  return codes === "all" || codes.includes(code);
}

/** The flat rate in the place of import duty. */
function flatDuty(duty: ChargeRow, { name, rate, sources, confidence }: FlatRateRow): ChargeRow {
  const { code, to } = duty;
  return { kind: "percent", code, name, to, rate: only(rate), base: only(["CIF"]), sources, confidence };
}
