/** At most `maxChars` UTF-16 units of the text, never half a character: Convex refuses a string with a lone surrogate. */
export function cutText(text: string, maxChars: number): string {
  return text.length <= maxChars ? text : text.slice(0, maxChars).replace(/[\uD800-\uDBFF]$/, "");
}
