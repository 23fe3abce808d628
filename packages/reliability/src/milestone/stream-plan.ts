/** What one load process is told. */
export interface StreamPlan {
  /** The host's address. Loopback alone. */
  readonly url: string;
  /** The web app's address, which sessions are had from whatever the host is. */
  readonly webUrl: string;
  /** The address that connections come from, so that many processes do not share one range of ports. */
  readonly sourceAddress: string;
  /** Which of all streams are this process's: `first`, `first + step`, ... below `streams`. */
  readonly first: number;
  readonly step: number;
  readonly streams: number;
  readonly rampMs: number;
  readonly tokens: number;
  readonly tokensPerSecond: number;
  readonly timeoutMs: number;
  /** How many of the answers are read again from the store at the end. */
  readonly readAgain: number;
}

export interface StreamProgress {
  readonly kind: "progress";
  readonly open: number;
  readonly complete: number;
  readonly failed: number;
}

export interface StreamResult {
  readonly kind: "result";
  readonly complete: number;
  /** Answers that broke, were refused, or said something else than was sent. */
  readonly failed: number;
  readonly failures: readonly string[];
  /** Refusals that were asked again after the time they named, and admitted then. */
  readonly askedAgain: number;
  /** Whole answers whose text is not what the provider sent. */
  readonly different: number;
  readonly firstTokenMs: readonly number[];
  readonly signInMs: readonly number[];
  /** Answers read again from the store, and those of them that differ. */
  readonly readAgain: number;
  readonly storedDifferent: number;
}
