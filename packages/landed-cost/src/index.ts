export { ALL_ROWS } from "./all-rows.ts";
export { estimateLandedCost } from "./estimate/estimate-landed-cost.ts";
export type { GivenRate, LandedCostInput } from "./estimate/landed-cost-input.ts";
export {
  REFUSAL_CODES,
  WARNING_CODES,
  type Amounts,
  type CostChange,
  type CostLine,
  type CostWarning,
  type LandedCost,
  type LandedCostRefusal,
  type RateUsed,
  type ThresholdVerdict,
} from "./estimate/landed-cost.ts";
export { CATEGORIES, GOODS_NOT_COVERED, type Category, type GoodsNotCovered } from "./rows/category.ts";
export { CURRENCY_SIGNS, type Currency, type Money } from "./rows/currency.ts";
export type { Mode } from "./rows/mode.ts";
export type { Purpose } from "./rows/place.ts";
export type { Rows } from "./rows/rows.ts";
export type { Confidence, Source } from "./rows/source.ts";
