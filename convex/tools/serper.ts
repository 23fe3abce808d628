import {
  cleanText,
  landedCostJmd,
  MAX_RESULT_ITEMS,
  safeImageUrl,
  safeUrl,
  withinOrigin,
  type Product,
  type SearchProvider,
  type ToolInput,
  type ToolPolicy,
  type WebPage,
} from "@sendcat/shared-types";
import { z } from "zod";
import { readJson } from "./readJson.ts";

export interface SerperOptions {
  readonly apiKey: string;
  /** https://google.serper.dev */
  readonly baseUrl: string;
  readonly policy: Pick<ToolPolicy, "imageOrigins" | "landedCost">;
  readonly fetch?: typeof fetch;
}

const lenient = z.string().catch("");
const searchShape = z.object({
  organic: z
    .array(z.object({ title: lenient, link: lenient, snippet: lenient, date: z.string().optional().catch(undefined) }))
    .default([]),
});
const shoppingShape = z.object({
  shopping: z
    .array(
      z.object({
        title: lenient,
        source: lenient,
        link: lenient,
        price: lenient,
        imageUrl: z.string().optional().catch(undefined),
        rating: z.number().optional().catch(undefined),
        ratingCount: z.number().optional().catch(undefined),
        productId: z.string().optional().catch(undefined),
      }),
    )
    .default([]),
});

/** Web search by Serper (`POST /search`). */
export function serperWeb(options: SerperOptions): SearchProvider {
  return {
    route: "serper/search",
    upstream: "serper",
    async search({ query }, signal) {
      const { organic } = await readJson(
        post(options, "/search", { q: query, gl: "jm", num: MAX_RESULT_ITEMS, signal }),
        searchShape,
      );
      return { kind: "pages", items: organic.flatMap((row) => pageOf(row) ?? []).slice(0, MAX_RESULT_ITEMS) };
    },
  };
}

/** Prices of many shops, from Serper's shopping search (`POST /shopping`). */
export function serperShopping(options: SerperOptions): SearchProvider {
  return {
    route: "serper/shopping",
    upstream: "serper",
    async search({ query, maxPriceUsd }: ToolInput, signal) {
      const { shopping } = await readJson(
        post(options, "/shopping", { q: query, gl: "us", num: 40, signal }),
        shoppingShape,
      );
      const most = typeof maxPriceUsd === "number" ? maxPriceUsd : Infinity;
      const items = shopping
        .flatMap((row) => productOf(row, options.policy) ?? [])
        .filter(({ price }) => price.amount <= most)
        .slice(0, MAX_RESULT_ITEMS);
      return { kind: "products", items };
    },
  };
}

function post(
  { apiKey, baseUrl, fetch: send = fetch }: SerperOptions,
  path: "/search" | "/shopping",
  { signal, ...body }: { readonly signal: AbortSignal; readonly q: unknown; readonly gl: string; readonly num: number },
): () => Promise<Response> {
  return () =>
    withinOrigin(send)(`${baseUrl}${path}`, {
      method: "POST",
      headers: { "x-api-key": apiKey, "content-type": "application/json" },
      body: JSON.stringify({ ...body, hl: "en" }),
      signal,
    });
}

function pageOf({ title, link, snippet, date }: z.infer<typeof searchShape>["organic"][number]): WebPage | null {
  const url = safeUrl(link);
  const name = cleanText(title, 160);
  if (url === null || name === "") return null;
  const site = new URL(url).hostname.replace(/^www\./, "");
  return { title: name, url, site, snippet: cleanText(snippet, 400), date: date ? cleanText(date, 40) : null };
}

function productOf(
  row: z.infer<typeof shoppingShape>["shopping"][number],
  { imageOrigins, landedCost }: SerperOptions["policy"],
): Product | null {
  const url = safeUrl(row.link);
  const title = cleanText(row.title, 200);
  const price = priceOf(row.price);
  if (url === null || title === "" || price === null) return null;
  const { rating, ratingCount } = row;
  return {
    id: cleanText(row.productId ?? url, 120),
    title,
    price,
    landedJmd: landedCostJmd(price, landedCost),
    image: safeImageUrl(row.imageUrl, imageOrigins),
    url,
    source: "google_shopping",
    merchant: cleanText(row.source, 80) || null,
    condition: null,
    rating:
      rating !== undefined && rating >= 0 && rating <= 5
        ? { value: rating, count: Math.max(0, Math.round(ratingCount ?? 0)) }
        : null,
  };
}

/** `$1,299.00`, `US$ 12`; null for other currencies and when there is no price. */
function priceOf(text: string): Product["price"] | null {
  const found = /^(?:US)?\$\s?(\d{1,3}(?:,\d{3})*|\d{1,7})(\.\d{1,2})?/.exec(text.trim());
  if (!found) return null;
  return { amount: Number(`${found[1]?.replaceAll(",", "")}${found[2] ?? ""}`), currency: "USD" };
}
