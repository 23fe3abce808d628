import { v, type VLiteral, type VUnion } from "convex/values";

/** Accepts the words of a list. */
export function literals<const Word extends string>(words: readonly Word[]): VUnion<Word, VLiteral<Word>[]> {
  return v.union(...words.map((word) => v.literal(word)));
}
