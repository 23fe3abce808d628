/** UTF-16 units that a part of a message, or a segment of a checkpoint, takes: its text, or its JSON. */
export function partChars(piece: object): number {
  return "text" in piece && typeof piece.text === "string" ? piece.text.length : JSON.stringify(piece).length;
}
