/** Splits a text into deltas of about a word: white space stays with the word after it, long words are split, characters never. */
export function tokenize(text: string): readonly string[] {
  return text.match(/\s*\S{1,12}|\s+/gu) ?? [];
}

/** Estimated prompt tokens: one per four characters, plus an overhead per message. */
export function countPromptTokens(messages: readonly { readonly text: string }[]): number {
  return messages.reduce((sum, { text }) => sum + 4 + Math.ceil(text.length / 4), 3);
}

const WORDS = (
  "the parcel left Miami on a Tuesday and reached the counter in Kingston before the rain came down from the hills where " +
  "breadfruit mango ackee and pimento grow beside the road to market and the price of freight was fair enough for all who waited there"
).split(" ");

/** The `n`th token of a bench answer. */
export function benchToken(n: number): string {
  return `${WORDS[n % WORDS.length] ?? ""} `;
}
