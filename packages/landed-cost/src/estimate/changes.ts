import { Big } from "big.js";
import type { Rows } from "../rows/rows.ts";
import { holdsOn } from "../rows/source.ts";
import type { LandedCostInput } from "./landed-cost-input.ts";
import type { Amounts, CostChange } from "./landed-cost.ts";
import { moneyInWords } from "./in-words.ts";
import { oneEstimate, type OneEstimate } from "./one-estimate.ts";

type Kind = CostChange["kind"];

/** The same order done otherwise, where both its low and its high total are no higher and one is lower. */
export function changesOf(input: LandedCostInput, rows: Rows, now: OneEstimate): readonly CostChange[] {
  return [...twoParcels(input, rows, now), ...smallerBox(input, rows), ...otherCouriers(input, rows)]
    .filter(({ totalUsd }) => isCheaper(totalUsd, now.totalUsd))
    .map(({ kind, does, totalUsd }) => ({
      kind,
      says: `${does}: ${inWords(totalUsd)} instead of ${inWords(now.totalUsd)}`,
      totalUsd,
    }));
}

interface Other {
  readonly kind: Kind;
  readonly does: string;
  readonly totalUsd: Amounts;
}

/** Half of the goods in each of two parcels, ordered apart, where a parcel is looked at alone. Their freight must be on a list. */
function twoParcels(input: LandedCostInput, rows: Rows, now: OneEstimate): readonly Other[] {
  const { quantity = 1, weightLb, freight, othersInParcel } = input;
  const isAlone = rows.places.some(
    ({ code, thresholds }) =>
      code === input.place && thresholds.every(({ over, counts }) => over === "excess" || counts === "parcel"),
  );
  if (now.verdict.kind !== "over" || quantity < 2 || !isAlone || weightLb === undefined || freight || othersInParcel)
    return [];
  const part = (count: number) => {
    const { boxIn: _, insurance: __, ...rest } = input;
    const weight = new Big(weightLb).times(count).div(quantity).round(6, Big.roundUp).toString();
    return oneEstimate({ ...rest, quantity: count, weightLb: weight }, rows);
  };
  const [one, other] = [part(Math.ceil(quantity / 2)), part(Math.floor(quantity / 2))];
  if (!one.ok || !other.ok) return [];
  const free = one.verdict.kind === "free" && other.verdict.kind === "free";
  return free
    ? [
        {
          kind: "two-parcels",
          does: "Ordered apart, as two parcels under the line",
          totalUsd: sum(one.totalUsd, other.totalUsd),
        },
      ]
    : [];
}

function smallerBox(input: LandedCostInput, rows: Rows): readonly Other[] {
  if (!input.boxIn) return [];
  const { boxIn: _, ...rest } = input;
  const small = oneEstimate(rest, rows);
  return small.ok ? [{ kind: "smaller-box", does: "In a box that is billed by weight", totalUsd: small.totalUsd }] : [];
}

function otherCouriers(input: LandedCostInput, rows: Rows): readonly Other[] {
  if (input.freight || input.weightLb === undefined) return [];
  const others = rows.couriers.filter(
    (one) =>
      one.place === input.place &&
      one.id !== input.courier &&
      one.mode === (input.mode ?? one.mode) &&
      holdsOn(one, input.date),
  );
  return others.flatMap(({ id, name }) => {
    const estimate = oneEstimate({ ...input, courier: id }, rows);
    return estimate.ok ? [{ kind: "other-courier", does: `With ${name}`, totalUsd: estimate.totalUsd }] : [];
  });
}

function isCheaper(one: Amounts, now: Amounts): boolean {
  const [low, high] = [new Big(one.low).cmp(now.low), new Big(one.high).cmp(now.high)];
  return low <= 0 && high <= 0 && low + high < 0;
}

function sum(one: Amounts, other: Amounts): Amounts {
  const plus = (a: string, b: string) => new Big(a).plus(b).toFixed(2);
  const likely = one.likely === null || other.likely === null ? null : plus(one.likely, other.likely);
  return { low: plus(one.low, other.low), likely, high: plus(one.high, other.high) };
}

function inWords({ low, likely, high }: Amounts): string {
  return likely === null ? `${moneyInWords(low, "USD")} to ${moneyInWords(high, "USD")}` : moneyInWords(likely, "USD");
}
