/** Assumed duration of a search before any has been measured. */
export const FIRST_RUN_MS = 1_500;
/** Lower bound of an estimate; also used for a search that should have ended already. */
const LEAST_MS = 200;

interface Running {
  readonly startedAtMs: number | null;
}

/**
 * Milliseconds until the next of some parallel jobs ends: each is assumed to last as long as the latest did. Zero when there is a free
 * place.
 */
export function nextPlaceMs(
  running: readonly Running[],
  { places, runMs, nowMs }: { readonly places: number; readonly runMs: number; readonly nowMs: number },
): number {
  if (running.length < places) return 0;
  const left = running.map(({ startedAtMs }) => Math.max(LEAST_MS, (startedAtMs ?? nowMs) + runMs - nowMs));
  return Math.min(...left);
}

/** Estimated wait for the result of a job with `ahead` others before it in the queue: their runs and its own, spread over the places. */
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
