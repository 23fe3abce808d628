/** What became of one call of a drill. */
export interface Outcome {
  readonly group: string;
  readonly user: number;
  /** Since the drill began, by the clock that the drill's own process goes by. */
  readonly atMs: number;
  readonly tookMs: number;
  /** HTTP status; 0 when the network broke it. */
  readonly status: number;
  /** The error's code and scope; of a stream that broke after its beginning, too. Null for a whole answer. */
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

/** What a call carries: a question, `{id}` in it being another each time; nothing, as programs that mint sessions do; an event of the bank. */
export type Sent =
  | { readonly kind: "turn"; readonly prompt: string }
  | { readonly kind: "session" }
  | { readonly kind: "webhook"; readonly secret: string };

/** Callers of one kind, each with a turn at a time, again and again until the drill is over. */
export interface Group {
  readonly name: string;
  readonly callers: number;
  /** Number of the first of them: a large drill has several processes of callers. */
  readonly firstCaller?: number;
  /** Access tokens that the callers share out among themselves. */
  readonly tokens: readonly string[];
  readonly url: string;
  readonly sends: Sent;
  readonly bytesPerSecond?: number;
  /** Callers that are refused come again at once, whatever they are told. */
  readonly rude?: boolean;
  /** Client addresses that the callers share out among themselves, where the service is told addresses. */
  readonly addresses?: number;
}

export interface CallerPlan {
  readonly groups: readonly Group[];
  readonly seconds: number;
  readonly rampMs: number;
  readonly timeoutMs: number;
}

/** What a process of callers is told once it is ready: its plan, and when the drill began, Unix milliseconds. */
export interface CallerStart {
  readonly plan: CallerPlan;
  readonly startedMs: number;
}

export type CallerMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "second"; readonly second: Second }
  | { readonly kind: "done"; readonly outcomes: readonly Outcome[] };
