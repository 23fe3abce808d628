import type { Principal } from "@sendcat/shared-types";
import type { LiveTurn } from "./live-turn.ts";

/** The turns of this process, by turn id. Stop and resume look here first, then in the store. */
export type LiveTurns = Map<string, LiveTurn>;

/**
 * The live turn if it belongs to this caller, otherwise null. An account may have a guest's id: its turns are not for a token of that guest,
 * while the guest's turns are for the account.
 */
export function liveTurnOf(
  turns: LiveTurns,
  turnId: string,
  { userId, kind }: Pick<Principal, "userId" | "kind">,
): LiveTurn | null {
  const turn = turns.get(turnId);
  const isOwn = turn?.owner.userId === userId && (turn.owner.kind === "guest" || kind === "user");
  return isOwn ? turn : null;
}
