import { ALL_ROWS } from "../all-rows.ts";
import type { Rows } from "../rows/rows.ts";
import { changesOf } from "./changes.ts";
import type { LandedCostInput } from "./landed-cost-input.ts";
import type { LandedCost, LandedCostRefusal } from "./landed-cost.ts";
import { oneEstimate } from "./one-estimate.ts";

/**
 * What an item bought abroad costs at the shopper's door: low, likely and high, with a line for each charge. Pure: the same input and rows give
 * the same answer. Likely is null where sources disagree. What cannot be estimated is refused as a value.
 */
export function estimateLandedCost(input: LandedCostInput, rows: Rows = ALL_ROWS): LandedCost | LandedCostRefusal {
  const estimate = oneEstimate(input, rows);
  return estimate.ok ? { ...estimate, changes: changesOf(input, rows, estimate) } : estimate;
}
