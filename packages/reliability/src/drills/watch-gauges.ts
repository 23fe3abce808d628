import { setTimeout as delay } from "node:timers/promises";
import type { DrillStack } from "./drill-stack.ts";
import { largest } from "./read-metrics.ts";

const SAMPLE_MS = 2_000;

/** Reads the service's gauges while the drill runs, and when it ends. They may be unreachable, which is part of some drills. */
export function watchGauges(
  stack: DrillStack,
): () => Promise<{ readonly queueAge: number; readonly breakerOpen: number }> {
  let [queueAge, breakerOpen] = [0, 0];
  const over = new AbortController();
  const watching = (async () => {
    for (let isLast = false; ; isLast = over.signal.aborted) {
      const samples = await stack.metrics().catch(() => null);
      if (samples) {
        queueAge = Math.max(queueAge, largest(samples, "sendcat_queue_oldest_age_seconds"));
        breakerOpen = Math.max(breakerOpen, largest(samples, "sendcat_breaker_open_seconds"));
      }
      if (isLast) return;
      await delay(SAMPLE_MS, undefined, { signal: over.signal }).catch(() => undefined);
    }
  })();
  return async () => {
    over.abort();
    await watching;
    return { queueAge, breakerOpen };
  };
}
