/** Most items of one result; with the longest texts a result stays below 16 kB. */
export const MAX_RESULT_ITEMS = 10;

/** How many jobs may run, and how many may wait. */
export interface JobCaps {
  readonly running: number;
  readonly queued: number;
}

/** How long a tool's results are fresh. */
export interface ToolCacheLife {
  readonly freshMs: number;
  /** How long after that they may be shown while a new one is fetched; 0: never. */
  readonly staleMs: number;
}
