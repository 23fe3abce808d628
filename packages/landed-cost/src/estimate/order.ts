import type { Category } from "../rows/category.ts";
import type { Courier } from "../rows/courier.ts";
import type { Mode } from "../rows/mode.ts";
import type { Place, Purpose } from "../rows/place.ts";
import type { Exchange } from "./exchange.ts";
import type { LandedCostInput } from "./landed-cost-input.ts";

/** An input that was read: every name is known, every number is in its limits. */
export interface Order {
  readonly input: LandedCostInput;
  readonly place: Place;
  readonly category: Category;
  readonly courier: Courier | null;
  readonly mode: Mode;
  readonly purpose: Purpose;
  readonly quantity: number;
  readonly headings: number;
  readonly exchange: Exchange;
}
