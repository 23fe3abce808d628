import { Big } from "big.js";
import type { Courier } from "../rows/courier.ts";
import type { LandedCostInput } from "./landed-cost-input.ts";
import { largest } from "./sums.ts";

const HALF = new Big("0.5");

/** The pounds that the courier bills: the greater of weight and size, rounded up. */
export function billedWeightLb({ weightLb = "1", boxIn }: LandedCostInput, courier: Courier): Big {
  const actual = new Big(weightLb);
  const { volumetricDivisor: divisor, firstStep } = courier;
  const bySize =
    boxIn && divisor !== null && divisor !== "unknown"
      ? new Big(boxIn.length).times(boxIn.width).times(boxIn.height).div(divisor)
      : actual;
  const pounds = largest(actual, bySize);
  return firstStep === "half-pound" && pounds.lte(HALF) ? HALF : pounds.round(0, Big.roundUp);
}
