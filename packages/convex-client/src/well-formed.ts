/**
 * Replaces every lone surrogate with U+FFFD, so the length stays the same. Convex rejects lone surrogates, and a model's delta, or a
 * checkpoint cut after it, may end inside a character. Tool results are already well-formed.
 */
export function wellFormed<Piece extends object>(pieces: readonly Piece[]): Piece[] {
  return pieces.map((piece) =>
    "text" in piece && typeof piece.text === "string" && !piece.text.isWellFormed()
      ? { ...piece, text: piece.text.toWellFormed() }
      : piece,
  );
}
