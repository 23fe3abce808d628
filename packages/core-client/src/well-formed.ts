/**
 * The same pieces with every lone surrogate replaced by U+FFFD, one unit for one. Convex takes no other strings, and a delta of the model, or
 * a checkpoint cut behind one, may end inside a character.
 */
export function wellFormed<Piece extends { readonly text: string }>(pieces: readonly Piece[]): Piece[] {
  return pieces.map((piece) => (piece.text.isWellFormed() ? piece : { ...piece, text: piece.text.toWellFormed() }));
}
