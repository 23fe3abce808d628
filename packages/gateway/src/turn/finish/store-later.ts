import { SendcatError, type FinishTurn, type TurnStore } from "@sendcat/shared-types";

/** How long a finished answer is kept in its process while the store is unavailable: the sum of the gaps, without the attempts themselves. */
const STORE_FOR_MS = 600_000;
const LONGEST_GAP_MS = 60_000;

/** An answer that was delivered to its readers but not stored. */
export interface Unstored {
  readonly finish: FinishTurn;
  readonly cause: unknown;
}

/**
 * Retries until the store is back, first after `firstGapMs`, then with doubled gaps; replaces the ending that the sweep may have stored
 * meanwhile. Gives up on a fault that waiting cannot fix, or when the process ends: the checkpoints stay.
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
