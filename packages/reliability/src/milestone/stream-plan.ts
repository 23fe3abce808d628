/** The plan of one load process. */
export interface StreamPlan {
  /** The host's address. Loopback only. */
  readonly url: string;
  /** The web app's address, which issues sessions whatever the host is. */
  readonly webUrl: string;
  /** The source address of connections, so that many processes do not share one range of ports. */
  readonly sourceAddress: string;
  /** Which streams belong to this process: `first`, `first + step`, ... below `streams`. */
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
  /** Answers that broke, were refused, or differ from what was sent. */
  readonly failed: number;
  readonly failures: readonly string[];
  /** Refusals that were retried after the time they named, and then admitted. */
  readonly askedAgain: number;
  /** Complete answers whose text differs from what the provider sent. */
  readonly different: number;
  readonly firstTokenMs: readonly number[];
  readonly signInMs: readonly number[];
  /** Answers read again from the store, and how many of them differ. */
  readonly readAgain: number;
  readonly storedDifferent: number;
}
