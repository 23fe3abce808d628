/**
 * The same pieces with every lone surrogate replaced by U+FFFD, one unit for one. Convex takes no other strings, and a delta of the model, or
 * a checkpoint cut behind one, may end inside a character. What comes of tools is well-formed already.
 */
export function wellFormed<Piece extends object>(pieces: readonly Piece[]): Piece[] {
  return pieces.map((piece) =>
    "text" in piece && typeof piece.text === "string" && !piece.text.isWellFormed()
      ? { ...piece, text: piece.text.toWellFormed() }
      : piece,
  );
}
