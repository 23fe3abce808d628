import type { LiveTurn } from "./live-turn.ts";

/** The turns of this process, by turn id. Stop and resume look here first, then in the store. */
export type LiveTurns = Map<string, LiveTurn>;

/** The live turn if it belongs to this user, otherwise null. */
export function liveTurnOf(turns: LiveTurns, turnId: string, ownerId: string): LiveTurn | null {
  const turn = turns.get(turnId);
  return turn?.ownerId === ownerId ? turn : null;
}
