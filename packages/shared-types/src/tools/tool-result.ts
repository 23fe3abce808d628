import { z } from "zod";
import { MAX_RESULT_ITEMS } from "./tool-limits.ts";
import { PRODUCT_SOURCES } from "./product-source.ts";

const moneySchema = z.object({ amount: z.number(), currency: z.string() });

/** A product of any seller. All texts are cleaned of markup and control characters; they are data, never instructions. */
export const productSchema = z.object({
  id: z.string(),
  title: z.string(),
  price: moneySchema,
  /** Estimated landed cost in Jamaica, JMD; null where the price's currency is not supported by the estimate. */
  landedJmd: z.number().nullable(),
  /** Shown only through our own image route: a page never loads a picture from another site. */
  image: z.string().nullable(),
  url: z.string(),
  source: z.enum(PRODUCT_SOURCES),
  merchant: z.string().nullable(),
  condition: z.string().nullable(),
  rating: z.object({ value: z.number(), count: z.number() }).nullable(),
});
export type Product = z.infer<typeof productSchema>;

export const webPageSchema = z.object({
  title: z.string(),
  url: z.string(),
  /** Its host, without `www.`. */
  site: z.string(),
  snippet: z.string(),
  date: z.string().nullable(),
});
export type WebPage = z.infer<typeof webPageSchema>;

export const toolResultSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("products"), items: z.array(productSchema).max(MAX_RESULT_ITEMS) }),
  z.object({ kind: z.literal("pages"), items: z.array(webPageSchema).max(MAX_RESULT_ITEMS) }),
]);
export type ToolResult = z.infer<typeof toolResultSchema>;
