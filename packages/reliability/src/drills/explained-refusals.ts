import { setTimeout as delay } from "node:timers/promises";
import type { DrillStack } from "./drill-stack.ts";
import { attributedRefusals } from "./read-metrics.ts";

/** Idle processes tell what they counted after two seconds. */
const TOLD_WITHIN_MS = 4_000;
const ASK_MS = 200;

interface Seen {
  /** What the service had explained when the drill began. */
  readonly before: number;
  /** 429 and 503 that the callers have got since. */
  readonly seen: number;
  readonly withinMs?: number;
}

/**
 * How many refusals the service has explained beyond `before`. Asked again until it explains all that the callers have `seen`, or has had the
 * time to: its counts only grow, so waiting longer than that could not show one that nobody explains.
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
