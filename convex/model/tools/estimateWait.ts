/** What is assumed of a search before one has been seen. */
export const FIRST_RUN_MS = 1_500;
/** No search is over sooner; also what is said of one that should have been over. */
const LEAST_MS = 200;

interface Running {
  readonly startedAtMs: number | null;
}

/**
 * When the next of some jobs that run side by side is done, from now: each is taken to last as long as the latest did. With room for one
 * more it is now.
 */
export function nextPlaceMs(
  running: readonly Running[],
  { places, runMs, nowMs }: { readonly places: number; readonly runMs: number; readonly nowMs: number },
): number {
  if (running.length < places) return 0;
  const left = running.map(({ startedAtMs }) => Math.max(LEAST_MS, (startedAtMs ?? nowMs) + runMs - nowMs));
  return Math.min(...left);
}

/** How long a job waits for its result that has `ahead` others before it in the queue: theirs and its own runs, over so many places. */
export function resultInMs(
  running: readonly Running[],
  ahead: number,
  clock: { readonly places: number; readonly runMs: number; readonly nowMs: number },
): number {
  const { places, runMs, nowMs } = clock;
  const free = Array.from({ length: Math.max(1, places) }, (_, place) => {
    const job = running[place];
    return job ? Math.max(LEAST_MS, (job.startedAtMs ?? nowMs) + runMs - nowMs) : 0;
  });
  let begins = 0;
  for (let job = 0; job <= ahead; job++) {
    free.sort((a, b) => a - b);
    begins = free[0] ?? 0;
    free[0] = begins + runMs;
  }
  return Math.round(begins + runMs);
}
