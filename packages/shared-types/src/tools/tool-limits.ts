/** Most items of one result; with the longest texts a result stays below 16 kB. */
export const MAX_RESULT_ITEMS = 10;

/** How many jobs may run and wait. */
export interface JobCaps {
  readonly running: number;
  readonly queued: number;
}

/** How long a tool's results are good for. */
export interface ToolCacheLife {
  readonly freshMs: number;
  /** After that, how long they are still shown while a new one is fetched; 0: never. */
  readonly staleMs: number;
}
