import { SendcatError, type FinishTurn, type TurnStore } from "@sendcat/shared-types";

/** All gaps together: so long a finished answer waits in its process for a store that is away, its tries not counted. */
const STORE_FOR_MS = 600_000;
const LONGEST_GAP_MS = 60_000;

/** An answer that its reader has and its store has not. */
export interface Unstored {
  readonly finish: FinishTurn;
  readonly cause: unknown;
}

/**
 * Tries again until the store is back, over what the sweep may have made of the turn meanwhile. The first gap is `firstGapMs`, each next one
 * twice as long. Gives up on a fault that no waiting heals, and when the process ends: what was checkpointed stays.
 */
export async function storeLater(
  store: Pick<TurnStore, "finish">,
  { finish, cause }: Unstored,
  firstGapMs: number,
): Promise<void> {
  let last = cause;
  let waitedMs = 0;
  for (let gapMs = firstGapMs; isAway(last) && waitedMs < STORE_FOR_MS; gapMs = Math.min(gapMs * 2, LONGEST_GAP_MS)) {
    await new Promise((resolve) => setTimeout(resolve, gapMs));
    waitedMs += gapMs;
    try {
      return await store.finish(finish);
    } catch (fault) {
      last = fault;
    }
  }
}

function isAway(fault: unknown): boolean {
  return SendcatError.isInstance(fault) && fault.code === "capacity_saturated";
}
