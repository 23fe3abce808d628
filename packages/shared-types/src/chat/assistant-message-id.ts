/** The assistant message of a turn has a fixed name, so that a replayed turn can never make a second one. */
export function assistantMessageId(turnId: string): string {
  return `${turnId}-a`;
}
