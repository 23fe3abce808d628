import { z } from "zod";

/** Every indicator that an SLO can bound: its label and unit. Shares are 0 to 1. */
export const INDICATORS = {
  availability: { label: "availability (not failed by us, the provider or the network)", unit: "share" },
  success: { label: "answered 2xx", unit: "share" },
  serverErrors: { label: "answered 5xx", unit: "share" },
  throttled: { label: "answered 429", unit: "share" },
  networkErrors: { label: "broken by the network", unit: "share" },
  brokenOff: { label: "broken off, by the network or in mid-answer", unit: "share" },
  shedByBreaker: { label: "refusals by an open circuit breaker", unit: "count" },
  failedByProvider: { label: "calls that reached the provider and failed", unit: "count" },
  answered: { label: "answers, 2xx", unit: "count" },
  refused: { label: "refusals", unit: "count" },
  coverage: { label: "users with at least one answer", unit: "share" },
  firstTokenP95: { label: "first token, 95th percentile", unit: "ms" },
  completionP95: { label: "whole answer, 95th percentile", unit: "ms" },
  refusalP95: { label: "a refusal, 95th percentile", unit: "ms" },
  unattributed: { label: "429 and 503 that no limit explains", unit: "count" },
  openStreams: { label: "streams open at a time", unit: "count" },
  providerOpen: { label: "calls at the provider at a time", unit: "count" },
  searchesOpen: { label: "searches at the search provider at a time", unit: "count" },
  queueAge: { label: "age of the oldest entry in a queue of the core", unit: "s" },
  breakerOpen: { label: "longest open circuit breaker", unit: "s" },
} as const satisfies Readonly<Record<string, { label: string; unit: "share" | "ms" | "s" | "count" }>>;

export type Indicator = keyof typeof INDICATORS;

const bound = z.union([z.strictObject({ atLeast: z.number().min(0) }), z.strictObject({ atMost: z.number().min(0) })]);

// safe because the keys are those of INDICATORS
const indicators = Object.keys(INDICATORS) as [Indicator, ...Indicator[]];
export const slosSchema = z.partialRecord(z.enum(indicators), bound);

/** Bounds by indicator: `{ "firstTokenP95": { "atMost": 3000 } }`. */
export type Slos = z.infer<typeof slosSchema>;

/** Measured values; null where there was nothing to measure. */
export type Measured = Readonly<Partial<Record<Indicator, number | null>>>;

export interface Verdict {
  readonly indicator: Indicator;
  readonly bound: string;
  readonly measured: number | null;
  readonly ok: boolean;
  /** A readable sentence. */
  readonly says: string;
}

/** One verdict per SLO, broken ones first. An SLO that was not measured is broken. */
export function judge(slos: Slos, measured: Measured): readonly Verdict[] {
  return Object.entries(slos)
    .map(([name, limit]) => verdictOf(name as Indicator, limit, measured)) // safe because the schema knows these keys only
    .sort((a, b) => Number(a.ok) - Number(b.ok));
}

function verdictOf(indicator: Indicator, limit: NonNullable<Slos[Indicator]>, measured: Measured): Verdict {
  const value = measured[indicator] ?? null;
  const isFloor = "atLeast" in limit;
  const edge = isFloor ? limit.atLeast : limit.atMost;
  const ok = value !== null && (isFloor ? value >= edge : value <= edge);
  const bound = `${isFloor ? "at least" : "at most"} ${shown(indicator, edge)}`;
  const said = value === null ? "was not measured" : `is ${shown(indicator, value)}`;
  return { indicator, bound, measured: value, ok, says: `${INDICATORS[indicator].label} ${said}, must be ${bound}` };
}

export function shown(indicator: Indicator, value: number): string {
  const { unit } = INDICATORS[indicator];
  if (unit === "share") return `${Number((value * 100).toFixed(2))} %`;
  if (unit === "count") return String(value);
  return `${Math.round(value)} ${unit}`;
}
