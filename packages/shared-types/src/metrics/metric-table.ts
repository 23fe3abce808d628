/** Every metric: its name, its help text and its labels. Names follow OpenTelemetry (`gen_ai.*`) where it has one. */
export interface CounterRow {
  readonly type: "counter";
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
}

export interface HistogramRow {
  readonly type: "histogram";
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  /** Upper bounds in the unit of the name, smallest first; larger values go to `+Inf`. */
  readonly buckets: readonly number[];
}

/** The gates' limits are bucket bounds, so a percentile read from buckets is never better than the true one. */
const FIRST_TOKEN_S = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 4, 6, 10, 15, 30];
const ANSWER_S = [0.5, 1, 2, 4, 6, 8, 10, 12, 15, 18, 20, 30, 60, 120, 240];
const TOKENS = [1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536];

export const METRICS = {
  turns: {
    type: "counter",
    name: "sendcat_turns_total",
    help: "Turns that ended; failed ones with code and attribution.",
    labels: ["plan", "status", "code", "attribution"],
  },
  refusals: {
    type: "counter",
    name: "sendcat_refusals_total",
    help: "Requests answered with an error, by who caused it and which limit refused.",
    labels: ["status", "code", "attribution", "scope"],
  },
  firstToken: {
    type: "histogram",
    name: "gen_ai_server_time_to_first_token_seconds",
    help: "Time from the start of a turn to its first token.",
    labels: ["gen_ai_request_model"],
    buckets: FIRST_TOKEN_S,
  },
  duration: {
    type: "histogram",
    name: "gen_ai_client_operation_duration_seconds",
    help: "Time from the start of a turn to the end of its answer.",
    labels: ["gen_ai_request_model"],
    buckets: ANSWER_S,
  },
  tokens: {
    type: "histogram",
    name: "gen_ai_client_token_usage",
    help: "Tokens of a turn, as the provider counted them.",
    labels: ["gen_ai_request_model", "gen_ai_token_type"],
    buckets: TOKENS,
  },
  spend: {
    type: "counter",
    name: "sendcat_charged_micro_usd_total",
    help: "Charged for turns, micro-dollars.",
    labels: ["plan"],
  },
  implausibleCosts: {
    type: "counter",
    name: "sendcat_implausible_costs_total",
    help: "Turns whose reported cost exceeded their reservation or the list price: at most the reservation was charged.",
    labels: ["gen_ai_request_model"],
  },
  failovers: {
    type: "counter",
    name: "sendcat_failovers_total",
    help: "Calls that failed over to the next route.",
    labels: ["gen_ai_request_model"],
  },
  detached: {
    type: "counter",
    name: "sendcat_detached_turns_total",
    help: "Turns that ended without a connected reader.",
    labels: [],
  },
  degraded: {
    type: "counter",
    name: "sendcat_degraded_total",
    help: "Turns and refusals handled without a dependency.",
    labels: ["dependency"],
  },
  faults: {
    type: "counter",
    name: "sendcat_faults_total",
    help: "Faults, by place.",
    labels: ["where"],
  },
} as const satisfies Readonly<Record<string, CounterRow | HistogramRow>>;

export type MetricName = keyof typeof METRICS;

type NameOf<Type> = { [Name in MetricName]: (typeof METRICS)[Name]["type"] extends Type ? Name : never }[MetricName];
export type CounterName = NameOf<"counter">;
export type HistogramName = NameOf<"histogram">;
