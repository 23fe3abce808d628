import { setTimeout as delay } from "node:timers/promises";
import type { DrillStack } from "./drill-stack.ts";
import { attributedRefusals } from "./read-metrics.ts";

/** Idle processes report their counts after two seconds. */
const TOLD_WITHIN_MS = 4_000;
const ASK_MS = 200;

interface Seen {
  /** Refusals that the service had explained when the drill began. */
  readonly before: number;
  /** 429 and 503 that the callers have received since. */
  readonly seen: number;
  readonly withinMs?: number;
}

/**
 * How many refusals the service has explained beyond `before`. Asks again until it explains all that the callers have `seen`, or the time
 * is up: counts only grow, so waiting longer could not reveal an unexplained one.
 */
export async function explainedRefusals(
  stack: Pick<DrillStack, "metrics">,
  { before, seen, withinMs = TOLD_WITHIN_MS }: Seen,
): Promise<number> {
  const endMs = performance.now() + withinMs;
  for (;;) {
    const told = attributedRefusals(await stack.metrics()) - before;
    if (told >= seen || performance.now() >= endMs) return told;
    await delay(ASK_MS);
  }
}
