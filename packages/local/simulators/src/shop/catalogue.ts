import rows from "./catalogue.json" with { type: "json" };
import type { Product } from "./product.ts";

/** The demo's products. Generic goods with sample prices; none is an offer. */
// safe because the file is ours, and answer.test.ts checks every row
export const CATALOGUE = rows as readonly Product[];
