const MAX_TERM_BYTES = 32;

/** The words of a text, as the platform's tokenizer splits them. */
export function searchTerms(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((term) => term.length > 0 && Buffer.byteLength(term) <= MAX_TERM_BYTES);
}
