/**
 * At most `maxChars` UTF-16 units of a text, never half a character: Convex refuses texts with one, and UTF-8 cannot express it. Half a
 * character that the text itself holds becomes U+FFFD.
 */
export function cutText(text: string, maxChars: number): string {
  const cut = text.length <= maxChars ? text : text.slice(0, maxChars).replace(/[\uD800-\uDBFF]$/, "");
  return cut.toWellFormed();
}
