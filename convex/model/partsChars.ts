/** UTF-16 units of all text in the parts of a message or the segments of a checkpoint. */
export function partsChars(parts: readonly { readonly text: string }[]): number {
  return parts.reduce((sum, part) => sum + part.text.length, 0);
}
