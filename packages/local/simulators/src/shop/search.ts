import { CATALOGUE } from "./catalogue.ts";
import type { Product } from "./product.ts";
import { searchWords, singular } from "./search-words.ts";

interface Indexed {
  readonly product: Product;
  readonly weights: ReadonlyMap<string, number>;
}

/** A word in the head of a name (before its first comma) weighs most, then the category, then the rest and the tags. */
const INDEX: readonly Indexed[] = CATALOGUE.map((product) => {
  const weights = new Map<string, number>();
  const add = (text: string, weight: number) => {
    for (const word of text.toLowerCase().split(/[^a-z0-9]+/)) {
      const single = singular(word);
      if (single && (weights.get(single) ?? 0) < weight) weights.set(single, weight);
    }
  };
  add(product.tags.join(" "), 2);
  add(product.name, 2);
  add(product.category, 3);
  add(product.name.split(",")[0] ?? "", 4);
  return { product, weights };
});

export interface SearchOptions {
  readonly limit: number;
  /** Products it rejects are left out before the best are chosen. */
  readonly accepts?: (product: Product) => boolean;
}

/** The best matches, best first; ties in catalogue order. Empty when no word of the text names anything sold here. */
export function search(text: string, { limit, accepts = () => true }: SearchOptions): readonly Product[] {
  const words = searchWords(text);
  const scored: { readonly product: Product; readonly score: number }[] = [];
  let best = 0;
  for (const { product, weights } of INDEX) {
    if (!accepts(product)) continue;
    let score = 0;
    for (const word of words) score += weights.get(word) ?? 0;
    if (score === 0) continue;
    best = Math.max(best, score);
    scored.push({ product, score });
  }
  // A single word found only in the tags is enough when it is the only one; half of "air fryer" would find an air conditioner.
  return scored
    .filter(({ score }) => score * 2 > best || (words.length === 1 && score * 2 === best))
    .sort((one, other) => other.score - one.score)
    .slice(0, limit)
    .map(({ product }) => product);
}
