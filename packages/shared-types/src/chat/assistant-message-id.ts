/** The assistant message's id derives from the turn's, so that a replayed turn never creates a second one. */
export function assistantMessageId(turnId: string): string {
  return `${turnId}-a`;
}
