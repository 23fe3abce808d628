const MAX_TERM_BYTES = 32;

/** Splits a text into words, as the platform's tokenizer does. */
export function searchTerms(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((term) => term.length > 0 && Buffer.byteLength(term) <= MAX_TERM_BYTES);
}
