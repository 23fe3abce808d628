/** Size in UTF-16 units of a message part or checkpoint segment: its text, or its JSON. */
export function partChars(piece: object): number {
  return "text" in piece && typeof piece.text === "string" ? piece.text.length : JSON.stringify(piece).length;
}
