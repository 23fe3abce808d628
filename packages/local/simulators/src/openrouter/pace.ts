/** How fast answers come. */
export interface Pace {
  /** From the request to the first token. */
  readonly ttftMs: number;
  /** 0 means as fast as the reader takes it. */
  readonly tokensPerSecond: number;
}

export const DEFAULT_PACE: Pace = { ttftMs: 350, tokensPerSecond: 60 };
