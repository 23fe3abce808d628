/** The outcome of one call of a drill. */
export interface Outcome {
  readonly group: string;
  readonly user: number;
  /** Since the drill began, by the clock of the drill's main process. */
  readonly atMs: number;
  readonly tookMs: number;
  /** HTTP status; 0 when the network broke it. */
  readonly status: number;
  /** The error's code and scope, also for a stream that broke after it had started. Null for a complete answer. */
  readonly code: string | null;
  readonly scope: string | null;
  readonly firstTokenMs: number | null;
}

/** One second of a running drill. */
export interface Second {
  readonly second: number;
  readonly open: number;
  readonly answered: number;
  readonly throttled: number;
  readonly failed: number;
  readonly firstTokenP95Ms: number | null;
}

/**
 * What a call sends: a question, in which `{id}` is different each time; an empty request, as bots that ask for sessions send; a webhook of
 * the bank.
 */
export type Sent =
  | { readonly kind: "turn"; readonly prompt: string }
  | { readonly kind: "session" }
  | { readonly kind: "webhook"; readonly secret: string };

/** Callers of one kind, each with one call at a time, again and again until the drill ends. */
export interface Group {
  readonly name: string;
  readonly callers: number;
  /** Number of its first caller: a large drill has several caller processes. */
  readonly firstCaller?: number;
  /** Access tokens that the callers share. */
  readonly tokens: readonly string[];
  readonly url: string;
  readonly sends: Sent;
  readonly bytesPerSecond?: number;
  /** Callers retry at once when refused, whatever they are told. */
  readonly rude?: boolean;
  /** Client addresses that the callers share, if the service is sent addresses. */
  readonly addresses?: number;
}

export interface CallerPlan {
  readonly groups: readonly Group[];
  readonly seconds: number;
  readonly rampMs: number;
  readonly timeoutMs: number;
}

/** Message to a caller process that is ready: its plan, and when the drill began, Unix milliseconds. */
export interface CallerStart {
  readonly plan: CallerPlan;
  readonly startedMs: number;
}

export type CallerMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "second"; readonly second: Second }
  | { readonly kind: "done"; readonly outcomes: readonly Outcome[] };
