import type { ToolPolicy } from "@sendcat/shared-types";

/** The most that the searches of one turn may cost, micro-dollars. */
export function searchHoldMicroUsd({ offered, maxSearches, costMicroUsd }: ToolPolicy): number {
  return maxSearches * Math.max(0, ...offered.map((tool) => costMicroUsd[tool]));
}
